import { job } from "@/lib/actor";
import { record } from "@/lib/audit";
import { db } from "@/lib/db";
import { conflict } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { HistoryCounts } from "@/lib/sync/history/tally";
import type { PollKind } from "@/prisma/generated/enums";

/** A file on its way in, and how far it has come. */
export type Run = {
  id: number;
  /** Rows of the file that need not be taken in any more. */
  done: number;
  counts: HistoryCounts;
};

type Source = { connectionId: number; kind: PollKind; file: string; hash: string; bytes: number };

/**
 * Begins to read a file in, or goes on where the same one stopped.
 * @returns the run, or when the file had been read to its end before
 */
export async function openRun(
  { connectionId, kind, file, hash, bytes }: Source,
  { again }: { again: boolean },
): Promise<Run | { readAt: Date; counts: HistoryCounts }> {
  const which = { connectionId_kind_fileHash: { connectionId, kind, fileHash: hash } };
  const known = await db.historyRun.findUnique({ where: which });
  const counts = HistoryCounts.catch({}).parse(known?.counts);
  if (known?.state === "done" && !again) return { readAt: known.finishedAt ?? known.updatedAt, counts };
  const fresh = { state: "running", error: null, finishedAt: null, fileName: file } as const;
  const anew = { ...fresh, done: 0, counts: {}, startedAt: new Date() };
  const run = await db.historyRun.upsert({
    where: which,
    create: { ...anew, connectionId, kind, fileHash: hash, fileBytes: bytes },
    update: again ? anew : fresh,
  });
  return { id: run.id, done: run.done, counts: again ? {} : counts };
}

/**
 * Notes how far it has come.
 * @throws DomainError `conflict` when somebody else reads the same file, and has come on
 */
export async function noteProgress({ id, done }: Run, rows: number, counts: HistoryCounts): Promise<Run> {
  const moved = await db.historyRun.updateMany({
    where: { id, done, state: "running" },
    data: { done: done + rows, counts },
  });
  if (moved.count === 0) throw conflict(translator("history")("refused.busy"));
  return { id, done: done + rows, counts };
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
      where: { id, done },
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
