import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { authorize } from "@/lib/auth/permissions";
import { scopeOf } from "@/lib/auth/scope";
import { db, type Prisma } from "@/lib/db";
import { forbidden, notFound } from "@/lib/errors";
import { RowId } from "@/lib/form-fields";
import { translator } from "@/lib/messages";
import { type Page, pageOf, pageSize, readCursor } from "@/lib/page";
import { canGoOn, isWalk } from "@/lib/sync/history/can-go-on";
import { requestsKind } from "@/lib/sync/history/requests-kind";
import { isHeld } from "@/lib/sync/history/run-lease";
import { type HistoryPlace, HistorySamples } from "@/lib/sync/history/samples";
import { HistoryCounts } from "@/lib/sync/history/tally";
import { type CountedOutcome, countedOutcomes } from "@/lib/sync/history/tell-counts";
import { updatesKind } from "@/lib/sync/history/updates-kind";

/**
 * How a run stands: it waits for a worker, is being done, is to stop after the piece that is being written, was cut off (whoever ran the
 * command went away), or what its row says.
 */
export type RunPhase = "waiting" | "running" | "pausing" | "cut_off" | "paused" | "done" | "failed";

const listedRun = {
  ...{ id: true, kind: true, task: true, state: true, byWorker: true, pauseAskedAt: true, leasedUntil: true },
  ...{ fileName: true, fileHash: true, fileBytes: true, uploadId: true, windowStart: true, windowEnd: true },
  ...{ done: true, readPart: true, wholePart: true, rate: true, secondsLeft: true, error: true },
  ...{ startedAt: true, updatedAt: true, finishedAt: true, undoneAt: true },
  startedBy: { select: { id: true, name: true } },
  connection: { select: { id: true, slug: true, body: { select: { id: true, name: true } } } },
} as const satisfies Prisma.HistoryRunSelect;
type Row = Prisma.HistoryRunGetPayload<{ select: typeof listedRun }>;

export type ListedRun = Pick<
  Row,
  "id" | "kind" | "task" | "done" | "rate" | "secondsLeft" | "error" | "startedAt" | "finishedAt"
> &
  Pick<Row, "undoneAt" | "windowStart" | "startedBy" | "byWorker" | "connection"> & {
    phase: RunPhase;
    /** What is read: a file's name, or null for the back end itself. */
    file: string | null;
    /** Between 0 and 1; null where nobody knows yet. */
    part: number | null;
    /** Reports that have been taken back so far; null where nothing is taken back. */
    takenBack: number | null;
  };

export type ShownRun = ListedRun & {
  outcomes: CountedOutcome[];
  /** Some of the places of what would be taken in. */
  places: HistoryPlace[];
  /** What was taken back. */
  undone: { reports: number; kept: number; waiting: number } | null;
  /** How many of its reports are here. */
  reports: number;
  /** What can be done with it now. */
  can: Record<"pause" | "goOn" | "read" | "takeBack" | "lookAgain", boolean>;
  /** The file that it reads, where that is kept here. */
  uploadId: number | null;
};

export const RunQuery = z.object({
  connection: RowId,
  cursor: z.string().max(200).optional(),
});

const Cursor = z.tuple([z.coerce.date(), z.number().int()]);

/**
 * What was looked at, read in and taken back of a connection's past, the latest first. It is about whole bodies, so whoever is limited to
 * some categories sees none.
 * @throws DomainError `forbidden`; `invalid` for a foreign cursor
 */
export async function listRuns(
  actor: Actor,
  input: unknown,
  now: Date = new Date(),
): Promise<Page<ListedRun>> {
  const { bodyId, categoryIds } = scopeOf(actor, "connection:edit");
  if (categoryIds !== null) throw forbidden(translator("refusals")("forbidden"));
  const { connection, cursor } = RunQuery.parse(input);
  const after = readCursor(cursor, Cursor);
  const rows = await db.historyRun.findMany({
    where: {
      connectionId: connection,
      ...(bodyId !== null && { connection: { bodyId } }),
      ...(after && {
        OR: [{ startedAt: { lt: after[0] } }, { startedAt: after[0], id: { lt: after[1] } }],
      }),
    },
    orderBy: [{ startedAt: "desc" }, { id: "desc" }],
    take: pageSize + 1,
    select: listedRun,
  });
  const { items, next } = pageOf(rows, (last) => [last.startedAt, last.id]);
  return { items: items.map((row) => listed(row, now)), next };
}

/** One of them, with what came of it. @throws DomainError `not_found`, `forbidden` */
export async function getRun(actor: Actor, runId: number, now: Date = new Date()): Promise<ShownRun> {
  scopeOf(actor, "connection:edit");
  const row = await db.historyRun.findUnique({
    where: { id: runId },
    select: {
      ...{ ...listedRun, counts: true, samples: true, undone: true },
      _count: { select: { reports: true } },
    },
  });
  if (!row) throw notFound(translator("history")("refused.run", { id: String(runId) }));
  authorize(actor, "connection:edit", { bodyIds: [row.connection.body.id] });
  const run = listed(row, now);
  const { lines, places } = HistorySamples.parse(row.samples ?? {});
  const counts = HistoryCounts.catch({}).parse(row.counts);
  return {
    ...{ ...run, places, reports: row._count.reports },
    outcomes: countedOutcomes(row.kind === "updates" ? updatesKind : requestsKind, counts, lines),
    undone: Undone.parse(row.undone),
    uploadId: row.uploadId,
    can: whatCanBeDone(row, run.phase),
  };
}

const Undone = z
  .object({ reports: z.number(), kept: z.number(), waiting: z.number() })
  .nullable()
  .catch(null);

function listed(row: Row, now: Date): ListedRun {
  const { id, kind, task, done, rate, secondsLeft, error, startedAt, finishedAt, undoneAt } = row;
  const { windowStart, startedBy, byWorker, connection, readPart, wholePart } = row;
  return {
    ...{ id, kind, task, done, rate, secondsLeft, error, startedAt, finishedAt, undoneAt },
    ...{ windowStart, startedBy, byWorker, connection },
    phase: phaseOf(row, now),
    file: isWalk(row) ? null : row.fileName,
    takenBack: task === "undo" ? Number(readPart) : null,
    part: row.state === "done" ? 1 : wholePart > 0n ? Number(readPart) / Number(wholePart) : null,
  };
}

function phaseOf(row: Pick<Row, "state" | "byWorker" | "pauseAskedAt" | "leasedUntil">, now: Date): RunPhase {
  if (row.state !== "running") return row.state;
  if (isHeld(row, now)) return row.pauseAskedAt ? "pausing" : "running";
  return row.byWorker ? "waiting" : "cut_off";
}

function whatCanBeDone(row: Row, phase: RunPhase): ShownRun["can"] {
  const stands = phase === "paused" || phase === "failed" || phase === "cut_off";
  const { kind, task, undoneAt } = row;
  return {
    pause: phase === "running" || phase === "waiting",
    goOn: stands && canGoOn(row),
    read: task === "look" && phase === "done" && canGoOn(row),
    lookAgain: task === "look" && (stands || phase === "done") && canGoOn(row),
    takeBack: kind === "requests" && task === "read" && (stands || phase === "done") && undoneAt === null,
  };
}
