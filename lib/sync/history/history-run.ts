import { job } from "@/lib/actor";
import { record } from "@/lib/audit";
import { db, Prisma } from "@/lib/db";
import { conflict } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { HistoryCounts } from "@/lib/sync/history/tally";
import type { PollKind } from "@/prisma/generated/enums";

/** A file, or a walk back in time, on its way in, and how far it has come. */
export type Run = {
  id: number;
  /** Rows of the file that need not be taken in any more. */
  done: number;
  counts: HistoryCounts;
  /** Where a walk goes on, as it was noted last; null for files, and at the beginning. */
  cursor: unknown;
};

type Source = { connectionId: number; kind: PollKind; file: string; hash: string; bytes: number };

type OpenOptions = {
  /** From the beginning, also what was read to its end. */
  again: boolean;
  /** Goes on with what was read to its end. */
  further?: (cursor: unknown) => boolean;
};

/**
 * Begins to read a file in, or goes on where the same one stopped. What was taken back is begun anew.
 * @returns the run, or when the file had been read to its end before
 */
export async function openRun(
  { connectionId, kind, file, hash, bytes }: Source,
  { again: asked, further = () => false }: OpenOptions,
): Promise<Run | { readAt: Date; counts: HistoryCounts; runId: number }> {
  const which = { connectionId_kind_fileHash: { connectionId, kind, fileHash: hash } };
  const known = await db.historyRun.findUnique({ where: which });
  const counts = HistoryCounts.catch({}).parse(known?.counts);
  const again = asked || (known?.undoneAt ?? null) !== null;
  if (known?.state === "done" && !again && !further(known.cursor))
    return { readAt: known.finishedAt ?? known.updatedAt, counts, runId: known.id };
  const fresh = { state: "running", error: null, finishedAt: null, fileName: file } as const;
  const nowhere = { done: 0, counts: {}, cursor: Prisma.DbNull, undoneAt: null };
  const anew = { ...fresh, ...nowhere, startedAt: new Date() };
  const run = await db.historyRun.upsert({
    where: which,
    create: { ...anew, connectionId, kind, fileHash: hash, fileBytes: bytes },
    update: again ? anew : fresh,
  });
  return { id: run.id, done: run.done, counts: again ? {} : counts, cursor: run.cursor };
}

type Progress = { rows: number; counts: HistoryCounts; cursor?: Prisma.InputJsonObject | undefined };

/**
 * Notes how far it has come.
 * @throws DomainError `conflict` when somebody else reads the same file, and has come on, or it is taken back
 */
export async function noteProgress(run: Run, { rows, counts, cursor }: Progress): Promise<Run> {
  const { id, done } = run;
  const moved = await db.historyRun.updateMany({
    where: { id, done, state: "running" },
    data: { done: done + rows, counts, ...(cursor && { cursor }) },
  });
  if (moved.count === 0) throw conflict(translator("history")("refused.busy"));
  return { id, done: done + rows, counts, cursor: cursor ?? run.cursor };
}

/** Notes that nothing more is read for now, or at all. */
export async function closeRun(
  { id, done, counts }: Run,
  state: "paused" | "done" | "failed",
  error: string | null = null,
): Promise<void> {
  const finishedAt = state === "done" ? new Date() : null;
  await db.$transaction(async (tx) => {
    const { count } = await tx.historyRun.updateMany({
      where: { id, done, undoneAt: null },
      data: { state, error, finishedAt },
    });
    if (count === 0) return; // somebody else has come on with it
    const { fileName, kind, connectionId, connection } = await tx.historyRun.findUniqueOrThrow({
      where: { id },
      include: { connection: { select: { bodyId: true } } },
    });
    await record(tx, job("history"), "history.read", {
      ...{ connectionId, bodyId: connection.bodyId, after: counts },
      subject: { kind, file: fileName, rows: done, state },
    });
  });
}
