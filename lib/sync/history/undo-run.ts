import { randomUUID } from "node:crypto";
import { z } from "zod";
import { job } from "@/lib/actor";
import { record } from "@/lib/audit";
import { db, Prisma, type Tx } from "@/lib/db";
import { conflict, invalid, notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { type Held, letGo, takeUp, whileHeld } from "@/lib/sync/history/run-lease";
import { isUntouched } from "@/lib/sync/history/untouched";

export type UndoOptions = {
  runId: number;
  /** Without it, it is only counted what would happen. */
  apply: boolean;
  now: Date;
  /** Under which it is ours already. */
  holder?: string;
  /** Stops after what is being taken back. */
  signal?: AbortSignal;
  /** Whoever stops does so for another to go on; else it is paused. */
  handsOver?: boolean;
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

const actor = job("history");

/**
 * Takes back what a run has read in, as one: its reports with all that hangs on them, and the requests that it left waiting for a
 * category. What somebody has had to do with since stays. In batches, each whole; whenever it stops, asking again goes on. The same
 * file can be read in once more afterwards. Pictures are deleted by the job that deletes those that are nobody's.
 * @throws DomainError `not_found`; `invalid` for a run of updates; `conflict` while the file is being read
 */
export async function undoRun(options: UndoOptions): Promise<Undone> {
  const { runId, apply, now, holder: given } = options;
  const run = await findRun(runId);
  const before = await countOf(runId);
  const told = { body: run.connection.body.name, file: run.fileName, kept: before.kept };
  if (!apply) return { kind: "done", ...told, reports: before.untouched, waiting: before.waiting };
  const held: Held = { id: runId, holder: given ?? `command/${randomUUID().slice(0, 8)}` };
  if (given === undefined && !(await takeUp(held, "undo")))
    throw conflict(translator("history")("refused.running"));
  return whileHeld(held, async () => {
    try {
      const gone = await db.$transaction((tx) => begin(tx, run, before, now));
      const waiting = gone.waiting + (await dropWaiting(run));
      const { reports, paused } = await deleteAll(options, gone.reports, gone.reports + before.untouched);
      const kept = (await countOf(runId)).kept;
      const kind = paused ? "paused" : "done";
      const undone = { reports: gone.reports + reports, kept, waiting };
      await db.$transaction((tx) => end(tx, run, held, options, { kind, ...undone }));
      return { kind, ...told, reports, kept, waiting };
    } catch (error) {
      await letGo(held).catch(() => {}); // the database may be what failed
      throw error;
    }
  });
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

type Gone = { reports: number; kept: number; waiting: number };
const Gone = z.object({ reports: z.number(), waiting: z.number() }).catch({ reports: 0, waiting: 0 });

/**
 * From now on whoever would go on reading the file is refused, and whoever reads it later begins anew.
 * @returns what had been taken back before it stopped
 */
async function begin(
  tx: Tx,
  run: Run,
  { untouched, kept, waiting }: Counted,
  now: Date,
): Promise<z.output<typeof Gone>> {
  const gone = run.undoneAt === null ? { reports: 0, waiting: 0 } : Gone.parse(run.undone ?? {});
  await tx.historyRun.update({
    where: { id: run.id },
    data: {
      ...{ task: "undo", state: "running", undoneAt: now, error: null, finishedAt: null },
      ...{ rate: null, secondsLeft: null, readPart: gone.reports, wholePart: gone.reports + untouched },
    },
  });
  await note(tx, run, "begun", { reports: untouched, kept, waiting });
  return gone;
}

/** Notes what was taken back; it is nobody's any more. */
async function end(
  tx: Tx,
  run: Run,
  { holder }: Held,
  { signal, handsOver = false }: UndoOptions,
  { kind, ...undone }: Gone & { kind: "done" | "paused" },
): Promise<void> {
  const { pauseAskedAt } = await tx.historyRun.findUniqueOrThrow({ where: { id: run.id } });
  const goesOn = kind === "paused" && handsOver && signal?.aborted === true && pauseAskedAt === null;
  await tx.historyRun.updateMany({
    where: { id: run.id, leasedBy: holder },
    data: {
      ...{ state: goesOn ? "running" : kind, undone, secondsLeft: null },
      ...{ leasedBy: null, leasedUntil: null, pauseAskedAt: null },
      finishedAt: kind === "done" ? new Date() : null,
    },
  });
  await note(tx, run, kind, undone);
}

const dropWaiting = ({ id, connectionId }: Run): Promise<number> =>
  db.$executeRaw`delete from "DeadLetter" l where l."connectionId" = ${connectionId} and ${isLeftBy(id)}`;

const note = (tx: Tx, run: Run, state: string, after: Record<string, number>): Promise<void> =>
  record(tx, actor, "history.undo", {
    ...{ connectionId: run.connectionId, bodyId: run.connection.bodyId, after },
    subject: { historyRunId: run.id, file: run.fileName, state },
  });

/** @param before how many had been taken back when it began, `of` how many there were then */
async function deleteAll(
  { runId, signal, onProgress }: UndoOptions,
  before: number,
  of: number,
): Promise<{ reports: number; paused: boolean }> {
  const startedAt = performance.now();
  let reports = 0;
  for (let after = 0; ; ) {
    if (signal?.aborted) return { reports, paused: true };
    const batch = await db.$transaction((tx) => deleteSome(tx, runId, after), { timeout: 60_000 });
    if (batch.last === null) return { reports, paused: false };
    after = batch.last;
    reports += batch.deleted;
    onProgress?.(before + reports, of);
    const rate = reports / Math.max((performance.now() - startedAt) / 1_000, 0.001);
    const secondsLeft = rate > 0 ? Math.round(Math.max(of - before - reports, 0) / rate) : null;
    const { pauseAskedAt } = await db.historyRun.update({
      where: { id: runId },
      data: { rate, secondsLeft, readPart: before + reports },
    });
    if (pauseAskedAt !== null) return { reports, paused: true };
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
