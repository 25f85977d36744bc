import { job } from "@/lib/actor";
import { record } from "@/lib/audit";
import { db, Prisma, type Tx } from "@/lib/db";
import { conflict, invalid, notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { isUntouched } from "@/lib/sync/history/untouched";

export type UndoOptions = {
  runId: number;
  /** Without it, it is only counted what would happen. */
  apply: boolean;
  now: Date;
  /** Stops after what is being taken back. */
  signal?: AbortSignal;
  onProgress?: (deleted: number, of: number) => void;
};

export type Undone = {
  kind: "done" | "paused";
  body: string;
  file: string;
  /** Reports that were, or would be, taken back. */
  reports: number;
  /** Reports that somebody has had to do with: they stay. */
  kept: number;
  /** Requests that waited for a category, and need not any more. */
  waiting: number;
};

/** Reports that are deleted together. */
const together = 500;

/** Whoever reads a file notes it so often at least, in milliseconds. */
const silentFor = 120_000;

const actor = job("history");

/**
 * Takes back what a run has read in, as one: its reports with all that hangs on them, and the requests that it left waiting for a
 * category. What somebody has had to do with since stays. In batches, each whole; whenever it stops, asking again goes on. The same
 * file can be read in once more afterwards. Pictures are deleted by the job that deletes those that are nobody's.
 * @throws DomainError `not_found`; `invalid` for a run of updates; `conflict` while the file is being read
 */
export async function undoRun(options: UndoOptions): Promise<Undone> {
  const { runId, apply, now } = options;
  const run = await findRun(runId);
  const before = await countOf(runId);
  const told = { body: run.connection.body.name, file: run.fileName, kept: before.kept };
  if (!apply) return { kind: "done", ...told, reports: before.untouched, waiting: before.waiting };
  if (run.state === "running" && now.getTime() - run.updatedAt.getTime() < silentFor)
    throw conflict(translator("history")("refused.running"));
  await db.$transaction((tx) => begin(tx, run, before, now));
  const waiting = await dropWaiting(run);
  const { reports, paused } = await deleteAll(options, before.untouched);
  const kept = (await countOf(runId)).kept;
  const kind = paused ? "paused" : "done";
  await db.$transaction((tx) => note(tx, run, kind, { reports, kept, waiting }));
  return { kind, ...told, reports, kept, waiting };
}

async function findRun(id: number) {
  const t = translator("history");
  const run = await db.historyRun.findUnique({
    where: { id },
    include: { connection: { select: { bodyId: true, body: { select: { name: true } } } } },
  });
  if (!run) throw notFound(t("refused.run", { id: String(id) }));
  if (run.kind !== "requests") throw invalid(t("refused.onlyRequests"));
  return run;
}
type Run = Awaited<ReturnType<typeof findRun>>;

type Counted = { untouched: number; kept: number; waiting: number };

/** A condition on `l`, a row of "DeadLetter": only this run has left it waiting (lib/sync/requests/item.ts). */
const isLeftBy = (runId: number) => Prisma.sql`
  l.kind = 'requests' and l."waitsFor" is not null and l."resolvedAt" is null and l."pollId" is null
  and l.payload ->> 'historyRunId' = ${String(runId)}`;

async function countOf(runId: number): Promise<Counted> {
  const [row] = await db.$queryRaw<{ all: number; untouched: number; waiting: number }[]>`
    select count(*)::int as all, count(*) filter (where ${isUntouched})::int as untouched,
      (select count(*)::int from "DeadLetter" l join "HistoryRun" h on h."connectionId" = l."connectionId"
        where h.id = ${runId} and ${isLeftBy(runId)}) as waiting
    from "Report" r where r."historyRunId" = ${runId}`;
  const { all = 0, untouched = 0, waiting = 0 } = row ?? {};
  return { untouched, waiting, kept: all - untouched };
}

/** From now on whoever would go on reading the file is refused, and whoever reads it later begins anew. */
async function begin(tx: Tx, run: Run, { untouched, kept, waiting }: Counted, now: Date): Promise<void> {
  await tx.historyRun.update({ where: { id: run.id }, data: { state: "paused", undoneAt: now } });
  await note(tx, run, "begun", { reports: untouched, kept, waiting });
}

const dropWaiting = ({ id, connectionId }: Run): Promise<number> =>
  db.$executeRaw`delete from "DeadLetter" l where l."connectionId" = ${connectionId} and ${isLeftBy(id)}`;

const note = (tx: Tx, run: Run, state: string, after: Record<string, number>): Promise<void> =>
  record(tx, actor, "history.undo", {
    ...{ connectionId: run.connectionId, bodyId: run.connection.bodyId, after },
    subject: { historyRunId: run.id, file: run.fileName, state },
  });

async function deleteAll(
  { runId, signal, onProgress }: UndoOptions,
  of: number,
): Promise<{ reports: number; paused: boolean }> {
  let reports = 0;
  for (let after = 0; ; ) {
    if (signal?.aborted) return { reports, paused: true };
    const batch = await db.$transaction((tx) => deleteSome(tx, runId, after), { timeout: 60_000 });
    if (batch.last === null) return { reports, paused: false };
    after = batch.last;
    reports += batch.deleted;
    onProgress?.(reports, of);
  }
}

/**
 * The next reports are locked against whoever would say something about them or follow them at this moment; who did so before is seen
 * by the second statement.
 */
async function deleteSome(
  tx: Tx,
  runId: number,
  after: number,
): Promise<{ last: number | null; deleted: number }> {
  const rows = await tx.$queryRaw<{ id: number }[]>`
    select id from "Report" where "historyRunId" = ${runId} and id > ${after} order by id limit ${together}::int for update`;
  const ids = rows.map(({ id }) => id);
  const deleted =
    await tx.$executeRaw`delete from "Report" r where r.id = any(${ids}::int[]) and ${isUntouched}`;
  return { last: ids.at(-1) ?? null, deleted };
}
