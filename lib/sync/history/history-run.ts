import { randomUUID } from "node:crypto";
import { job } from "@/lib/actor";
import { record } from "@/lib/audit";
import { db, Prisma } from "@/lib/db";
import { conflict } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { type Held, letGo, takeUp } from "@/lib/sync/history/run-lease";
import { HistorySamples } from "@/lib/sync/history/samples";
import { HistoryCounts } from "@/lib/sync/history/tally";
import type { PollKind } from "@/prisma/generated/enums";

/** A file, or a walk back in time, on its way in, and how far it has come. It is ours. */
export type Run = Held & {
  /** Rows of the file that need not be taken in any more. */
  done: number;
  counts: HistoryCounts;
  samples: HistorySamples;
  /** Where a walk goes on, as it was noted last; null for files, and at the beginning. */
  cursor: unknown;
  /** Somebody asked at the dashboard that it stops. */
  pauseAsked: boolean;
};

export type HistorySource = {
  connectionId: number;
  kind: PollKind;
  file: string;
  /** SHA-256 of the file, or `walk`. */
  hash: string;
  bytes: number;
};

type OpenOptions = {
  /** From the beginning, also what was read to its end. */
  again: boolean;
  /** Goes on with what was read to its end. */
  further?: (cursor: unknown) => boolean;
};

/** What a run is that begins, or goes on. */
export const fresh = { task: "read", state: "running", error: null, finishedAt: null } as const;

/** What one is that begins anew. */
export const nowhere = () => ({
  ...{ done: 0, counts: {}, samples: {}, cursor: Prisma.DbNull, readPart: 0, wholePart: 0 },
  ...{ rate: null, secondsLeft: null, undoneAt: null, undone: Prisma.DbNull, startedAt: new Date() },
});

/**
 * Begins to read a file in, or goes on where the same one stopped. What was taken back is begun anew.
 * @returns the run, or when the file had been read to its end before
 * @throws DomainError `conflict` while it is being taken back
 */
export async function openRun(
  { connectionId, kind, file, hash, bytes }: HistorySource,
  { again: asked, further = () => false }: OpenOptions,
): Promise<Run | { readAt: Date; counts: HistoryCounts; runId: number }> {
  const which = { connectionId, kind, fileHash: hash };
  const holder = `command/${randomUUID().slice(0, 8)}`;
  await db.historyRun.createMany({
    data: [{ ...which, fileName: file, fileBytes: bytes, samples: {} }],
    skipDuplicates: true,
  });
  const where = { connectionId_kind_fileHash: which };
  const { id } = await db.historyRun.findUniqueOrThrow({ where, select: { id: true } });
  if (!(await takeUp({ id, holder }, "read"))) throw conflict(translator("history")("refused.undoing"));
  const known = await db.historyRun.findUniqueOrThrow({ where });
  const again = asked || known.undoneAt !== null;
  if (known.state === "done" && !again && !further(known.cursor)) {
    await letGo({ id, holder });
    const counts = HistoryCounts.catch({}).parse(known.counts);
    return { readAt: known.finishedAt ?? known.updatedAt, counts, runId: id };
  }
  const begun = await db.historyRun.update({
    where: { id },
    data: { ...fresh, fileName: file, byWorker: false, pauseAskedAt: null, ...(again && nowhere()) },
  });
  return asRun(begun, holder);
}

type Row = { id: number; done: number; counts: unknown; samples: unknown; cursor: unknown };

export const asRun = ({ id, done, counts, samples, cursor }: Row, holder: string): Run => ({
  ...{ id, holder, done, cursor, pauseAsked: false },
  counts: HistoryCounts.catch({}).parse(counts),
  samples: HistorySamples.parse(samples ?? {}),
});

export type Progress = {
  rows: number;
  counts: HistoryCounts;
  samples: HistorySamples;
  cursor?: Prisma.InputJsonObject | undefined;
  /** Bytes of a file, or milliseconds of a walk. */
  part?: { read: number; whole: number } | undefined;
  /** Rows a second. */
  rate: number;
  secondsLeft: number | null;
};

/**
 * Notes how far it has come.
 * @throws DomainError `conflict` when somebody else reads the same file, and has come on, or it is taken back
 */
export async function noteProgress(run: Run, { rows, part, cursor, ...told }: Progress): Promise<Run> {
  const { id, holder, done } = run;
  const [moved] = await db.historyRun.updateManyAndReturn({
    where: { id, done, leasedBy: holder },
    data: {
      ...{ ...told, done: done + rows },
      ...(part && { readPart: Math.round(part.read), wholePart: Math.round(part.whole) }),
      ...(cursor && { cursor }),
    },
    select: { pauseAskedAt: true },
  });
  if (!moved) throw conflict(translator("history")("refused.busy"));
  const { counts, samples } = told;
  return {
    ...{ id, holder, done: done + rows, counts, samples },
    ...{ cursor: cursor ?? run.cursor, pauseAsked: moved.pauseAskedAt !== null },
  };
}

/** Notes that nothing more is done for now (`running`: but another worker goes on), or at all. */
export async function closeRun(
  { id, holder, done, counts }: Run,
  state: "running" | "paused" | "done" | "failed",
  error: string | null = null,
): Promise<void> {
  const finishedAt = state === "done" ? new Date() : null;
  await db.$transaction(async (tx) => {
    const { count } = await tx.historyRun.updateMany({
      where: { id, done, leasedBy: holder },
      data: {
        ...{ state, error, finishedAt, secondsLeft: null, leasedBy: null, leasedUntil: null },
        ...(state !== "running" && { pauseAskedAt: null }),
      },
    });
    if (count === 0) return; // somebody else has come on with it
    const { task, fileName, kind, connectionId, connection } = await tx.historyRun.findUniqueOrThrow({
      where: { id },
      include: { connection: { select: { bodyId: true } } },
    });
    if (task !== "read" || state === "running") return;
    await record(tx, job("history"), "history.read", {
      ...{ connectionId, bodyId: connection.bodyId, after: counts },
      subject: { historyRunId: id, kind, file: fileName, rows: done, state },
    });
  });
}
