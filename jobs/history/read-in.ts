import type { Command } from "@/jobs/history/command";
import { pauseByCtrlC } from "@/jobs/history/pausing";
import { createProgressBar } from "@/jobs/progress-bar";
import { formatLocale, timeZone } from "@/lib/locale";
import { translator } from "@/lib/messages";
import type { HistoryKind } from "@/lib/sync/history/history-kind";
import { requestsKind } from "@/lib/sync/history/requests-kind";
import { type HistoryResult, historyTarget, runHistory } from "@/lib/sync/history/run-history";
import type { HistoryCounts } from "@/lib/sync/history/tally";
import { tellCounts } from "@/lib/sync/history/tell-counts";
import { updatesKind } from "@/lib/sync/history/updates-kind";
import { walkHistory } from "@/lib/sync/history/walk-history";

type Reading = Extract<Command, { connectionId: number }>;

const longDate = new Intl.DateTimeFormat(formatLocale, { dateStyle: "long", timeStyle: "short", timeZone });

/** Reads a file in, or what the back end tells of the past. @returns the exit code: 0 done, 1 something is wrong with it, 130 paused */
export async function readIn(command: Reading): Promise<number> {
  const t = translator("history");
  const { body, connection } = await historyTarget(command.connectionId);
  console.error(t(command.apply ? "told.applying" : "told.dryRun", { body, connection }));
  const bar = createProgressBar();
  const watching = {
    signal: pauseByCtrlC(bar.clear),
    onProgress: bar.show,
    onResume: (done: number) => console.error(t("told.resuming", { done })),
  };
  const result = await read(command, watching);
  bar.clear();
  const kind = command.name === "updates" ? updatesKind : requestsKind;
  return tell(result, kind, command);
}

type Watching = Pick<Parameters<typeof runHistory>[1], "signal" | "onProgress" | "onResume">;

function read(command: Reading, watching: Watching): Promise<HistoryResult> {
  const options = { ...command, ...watching };
  switch (options.name) {
    case "updates":
      return runHistory(updatesKind, options);
    case "requests":
      return runHistory(requestsKind, options);
    case "walk":
      return walkHistory(options);
  }
}

type Told = Pick<HistoryKind<never>, "wordsFor">;

function tell(result: HistoryResult, kind: Told, { name, apply }: Reading): number {
  const t = translator("history");
  const source = name === "walk" ? "walk" : "file";
  if (result.kind === "already") {
    console.log(t("told.already", { source, date: longDate.format(result.readAt) }));
    tellLines(kind, result.counts, new Map());
    tellRun(result.runId, name);
    return 0;
  }
  console.log(t("told.rows", { source, rows: result.rows }));
  tellLines(kind, result.counts, result.samples);
  if (apply && (result.counts.dead || result.counts.unreadable)) console.log(t("told.deadLetters"));
  if (result.kind === "paused") console.log(t("told.paused", { rows: result.rows }));
  tellRun(result.runId, name);
  if (result.fault) console.error(result.fault);
  return { done: 0, failed: 1, paused: 130 }[result.kind];
}

function tellLines(kind: Told, counts: HistoryCounts, samples: ReadonlyMap<string, readonly string[]>): void {
  for (const line of tellCounts(kind, counts, samples)) console.log(line);
}

function tellRun(runId: number | null, name: Reading["name"]): void {
  if (runId !== null && name !== "updates")
    console.log(translator("history")("told.run", { run: String(runId) }));
}
