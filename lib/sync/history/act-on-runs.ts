import type { Actor } from "@/lib/actor";
import { db } from "@/lib/db";
import { conflict, invalid } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { canGoOn } from "@/lib/sync/history/can-go-on";
import { lockRun, note, noteAndNudge, type OneRun } from "@/lib/sync/history/lock-run";
import { isHeld } from "@/lib/sync/history/run-lease";

const t = translator("adminHistory");

/**
 * Stops a run after the piece that is being written: at once where nobody is at it.
 * @throws DomainError `not_found`, `forbidden`; `conflict` for one that does not run
 */
export async function pauseRun(actor: Actor, input: OneRun, now: Date = new Date()): Promise<void> {
  await db.$transaction(async (tx) => {
    const run = await lockRun(tx, actor, input);
    if (run.state !== "running") throw conflict(t("refused.notRunning"));
    await tx.historyRun.update({
      where: { id: run.id },
      data: isHeld(run, now) ? { pauseAskedAt: now } : { state: "paused", pauseAskedAt: null },
    });
    await note(tx, actor, "history.pause", run);
  });
}

/**
 * Has a run gone on with where it stopped, by the worker.
 * @throws DomainError `not_found`, `forbidden`; `conflict` for one that runs, is over, or whose file only the command has
 */
export async function goOnWithRun(actor: Actor, input: OneRun, now: Date = new Date()): Promise<void> {
  await db.$transaction(async (tx) => {
    const run = await lockRun(tx, actor, input);
    const isCutOff = run.state === "running" && !run.byWorker && !isHeld(run, now);
    if (run.state !== "paused" && run.state !== "failed" && !isCutOff) throw conflict(t("refused.notPaused"));
    if (!canGoOn(run)) throw conflict(t("refused.fileElsewhere"));
    await tx.historyRun.update({
      where: { id: run.id },
      data: { state: "running", byWorker: true, pauseAskedAt: null, error: null, finishedAt: null },
    });
    await noteAndNudge(tx, actor, "history.resume", run);
  });
}

/**
 * Has all that a run has taken in taken back, but for what somebody has had to do with since; by the worker.
 * @throws DomainError `not_found`, `forbidden`; `conflict` while it runs, for one that has been taken back, or that only looked; `invalid`
 * for one of updates
 */
export async function takeBackRun(actor: Actor, input: OneRun, now: Date = new Date()): Promise<void> {
  await db.$transaction(async (tx) => {
    const run = await lockRun(tx, actor, input);
    if (run.kind !== "requests") throw invalid(translator("history")("refused.onlyRequests"));
    if (run.task === "look") throw conflict(t("refused.onlyLooked"));
    if (isHeld(run, now) || (run.state === "running" && run.byWorker))
      throw conflict(translator("history")("refused.running"));
    if (run.task === "undo" && run.state === "done") throw conflict(t("refused.undone"));
    const data = { task: "undo", state: "running", byWorker: true, pauseAskedAt: null, error: null } as const;
    await tx.historyRun.update({ where: { id: run.id }, data });
    await noteAndNudge(tx, actor, "history.take-back", run);
  });
}
