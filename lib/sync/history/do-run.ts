import { randomUUID } from "node:crypto";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { log } from "@/lib/log";
import { enqueueAll } from "@/lib/queue";
import { asRun, closeRun, type Run } from "@/lib/sync/history/history-run";
import { requestsKind } from "@/lib/sync/history/requests-kind";
import { type HistoryOptions, readHistory } from "@/lib/sync/history/run-history";
import { takeUp } from "@/lib/sync/history/run-lease";
import { undoRun } from "@/lib/sync/history/undo-run";
import { updatesKind } from "@/lib/sync/history/updates-kind";
import { uploadedPieces } from "@/lib/sync/history/uploaded-pieces";
import { walkBack } from "@/lib/sync/history/walk-history";

/** How many runs get a job with one nudge. */
const atOnce = 50;

/**
 * Has the runs done that somebody asked for at the dashboard, and that nobody is at: those that wait, and those whose worker was lost.
 * @returns how many
 */
export async function nudgeRuns(now: Date): Promise<number> {
  const rows = await db.historyRun.findMany({
    where: {
      ...{ byWorker: true, state: "running" },
      OR: [{ leasedUntil: null }, { leasedUntil: { lt: now } }],
    },
    orderBy: { id: "asc" },
    take: atOnce,
    select: { id: true },
  });
  await enqueueAll(
    db,
    "history",
    rows.map(({ id }) => ({ payload: { runId: id }, key: `history:${id}` })),
    { maxAttempts: 1 },
  );
  return rows.length;
}

type DoOptions = {
  now: Date;
  worker: string;
  /** The worker stops: another one goes on. */
  signal?: AbortSignal;
  /** Tests wait less, and take fewer rows together. */
  pauseMs?: number;
  together?: number;
};

/**
 * Does what somebody asked for at the dashboard: looks at old items, takes them in, or takes them back, from where it stopped. One worker
 * at a time per run.
 * @returns whether there was something to do, and nobody at it
 */
export async function doRun(runId: number, { worker, ...options }: DoOptions): Promise<boolean> {
  const holder = `${worker}/${randomUUID().slice(0, 8)}`;
  const waiting = { id: runId, byWorker: true, state: "running" as const };
  if (!(await db.historyRun.findFirst({ where: waiting, select: { id: true } }))) return false;
  if (!(await takeUp({ id: runId, holder }))) return false;
  const row = await db.historyRun.findUniqueOrThrow({ where: { id: runId } });
  const run = asRun(row, holder);
  if (row.state !== "running" || row.pauseAskedAt !== null) {
    await closeRun(run, row.state === "running" ? "paused" : row.state, row.error);
    return false;
  }
  try {
    await work(row, run, { ...options, handsOver: true });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    // It may not be read any more, or not now: whoever asked is told so.
    log.warn({ historyRunId: runId, reason: error.message }, "a history was not read");
    await closeRun(run, "failed", error.message);
  }
  return true;
}

type Row = Awaited<ReturnType<typeof db.historyRun.findUniqueOrThrow>>;

async function work(
  row: Row,
  run: Run,
  options: Omit<DoOptions, "worker"> & { handsOver: true },
): Promise<unknown> {
  const { id, connectionId, task, windowStart, windowEnd, uploadId } = row;
  if (task === "undo") return undoRun({ ...options, runId: id, apply: true, holder: run.holder });
  const { now } = options;
  const window = { start: windowStart ?? new Date(0), end: windowEnd ?? now };
  const reading: HistoryOptions = { ...options, connectionId, apply: task === "read", window };
  if (uploadId === null) return walkBack({ ...reading, from: window.start }, run);
  const file = { pieces: uploadedPieces(uploadId), bytes: Number(row.fileBytes) };
  return row.kind === "updates"
    ? readHistory(updatesKind, file, reading, run)
    : readHistory(requestsKind, file, reading, run);
}
