import type { Command } from "@/jobs/history/command";
import { pauseByCtrlC } from "@/jobs/history/pausing";
import { createProgressBar } from "@/jobs/progress-bar";
import { translator } from "@/lib/messages";
import { undoRun } from "@/lib/sync/history/undo-run";

/** Takes back what a run has read in. @returns the exit code: 0 done, 130 paused */
export async function takeBack({ apply, runId, now }: Extract<Command, { name: "undo" }>): Promise<number> {
  const t = translator("history");
  const bar = createProgressBar();
  const { kind, body, file, ...counts } = await undoRun({
    ...{ apply, runId, now },
    signal: pauseByCtrlC(bar.clear),
    onProgress: (rows, of) => bar.show({ rows, readBytes: rows, bytes: of, resumedAt: 0 }),
  });
  bar.clear();
  console.log(t(apply ? "undo.done" : "undo.dryRun", { body, file }));
  console.log(t("undo.reports", counts));
  if (counts.waiting > 0) console.log(t("undo.waiting", counts));
  if (counts.kept > 0) console.log(t("undo.kept", counts));
  if (kind === "paused") console.log(t("undo.paused"));
  return kind === "paused" ? 130 : 0;
}
