import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { userIdOf } from "@/lib/actor";
import { record } from "@/lib/audit";
import { authorize } from "@/lib/auth/permissions";
import { scopeOf } from "@/lib/auth/scope";
import { db, type Prisma, type Tx } from "@/lib/db";
import { conflict, invalid, notFound } from "@/lib/errors";
import { orNull, RowId } from "@/lib/form-fields";
import { parseInput } from "@/lib/forms";
import { translator } from "@/lib/messages";
import { enqueue } from "@/lib/queue";
import { fresh, nowhere } from "@/lib/sync/history/history-run";
import { historyTarget } from "@/lib/sync/history/run-history";
import { isHeld } from "@/lib/sync/history/run-lease";
import { furtherThan, walkHash, walkSource, walkTarget } from "@/lib/sync/history/walk-history";

const t = translator("adminHistory");

/** A day as a browser's date field writes it. */
const Day = z.iso.date(t("refused.day")).transform((day) => new Date(`${day}T00:00:00Z`));

/** `uploadId`: a file that was sent here; without one the back end itself is asked. `kind`: what the file holds. */
export const LookAtHistory = z.object({
  connectionId: RowId,
  uploadId: orNull(RowId).default(null),
  kind: z.enum(["requests", "updates"]).default("requests"),
  from: orNull(Day).default(null),
});
export const OneRun = z.object({ runId: RowId });
export type OneRun = z.input<typeof OneRun>;

/** Source: as `npm run history` has it. */
const usualYears = 2;

/**
 * Has it looked at what reading old items in would do: a dry run, in the worker. Nothing is written but what the run tells, and the service
 * codes that it has seen, for somebody to match.
 * @returns the run's number
 * @throws DomainError `not_found`, `forbidden`; `invalid`, `conflict` where nothing can be read
 */
export async function lookAtHistory(
  actor: Actor,
  input: z.input<typeof LookAtHistory>,
  now: Date = new Date(),
): Promise<number> {
  const { connectionId, uploadId, kind, from } = parseInput(LookAtHistory, input, t("refused.form"));
  await connectionFor(db, actor, connectionId);
  await (uploadId === null ? walkTarget(connectionId) : historyTarget(connectionId));
  if (from !== null && from >= now) throw invalid(t("refused.form"), { from: t("refused.future") });
  return db.$transaction(async (tx) => {
    const { bodyId } = await connectionFor(tx, actor, connectionId);
    const source =
      uploadId === null
        ? { ...walkSource(connectionId), start: from ?? yearsBefore(now, usualYears) }
        : { ...(await uploadOf(tx, connectionId, uploadId)), kind, start: from };
    const { id } = await tx.historyRun.create({
      data: {
        ...{ ...fresh, connectionId, uploadId, task: "look", byWorker: true, startedById: userIdOf(actor) },
        ...{ kind: source.kind, fileName: source.file, fileBytes: source.bytes },
        fileHash: `look-${randomUUID()}`,
        ...{ windowStart: source.start, windowEnd: now },
      },
    });
    await noteAndNudge(tx, actor, "history.look", { id, connectionId, bodyId, fileName: source.file });
    return id;
  });
}

async function uploadOf(tx: Tx, connectionId: number, id: number) {
  const upload = await tx.historyUpload.findFirst({ where: { id, connectionId, fileHash: { not: null } } });
  if (!upload?.fileHash) throw notFound(t("refused.upload"));
  return { file: upload.fileName, bytes: upload.fileBytes };
}

/**
 * Has what was looked at taken in, by the worker: nobody is mailed about it, and all of it can be taken back. The same file, or back
 * end, goes on where it stopped.
 * @returns the run's number
 * @throws DomainError `not_found`, `forbidden`; `conflict` for a look that is not over, and while the same is being read or taken back
 */
export async function readLookedAt(actor: Actor, input: OneRun, now: Date = new Date()): Promise<number> {
  return db.$transaction(async (tx) => {
    const look = await lockRun(tx, actor, input);
    if (look.task !== "look" || look.state !== "done") throw conflict(t("refused.lookFirst"));
    const { connectionId, kind, uploadId, windowStart, windowEnd, fileName, fileBytes } = look;
    if (uploadId === null && !isWalk(look)) throw conflict(t("refused.upload"));
    const fileHash = look.upload?.fileHash ?? walkHash;
    const begun = {
      ...{ ...fresh, byWorker: true, startedById: userIdOf(actor), pauseAskedAt: null },
      ...{ uploadId, windowStart, windowEnd, fileName, fileBytes },
    };
    const which = { connectionId, kind, fileHash };
    await tx.historyRun.createMany({ data: [{ ...which, ...begun }], skipDuplicates: true });
    const where = { connectionId_kind_fileHash: which };
    const { id } = await tx.historyRun.findUniqueOrThrow({ where, select: { id: true } });
    const known = await lockRun(tx, actor, { runId: id });
    const isTakenBack = known.task === "undo" && known.state === "running";
    if (isHeld(known, now) || isTakenBack) throw conflict(t("refused.busy"));
    const goesFurther = furtherThan(windowStart ?? now)(known.cursor);
    const again = known.undoneAt !== null || (known.state === "done" && !goesFurther);
    await tx.historyRun.update({ where: { id }, data: { ...begun, ...(again && nowhere()) } });
    await noteAndNudge(tx, actor, "history.start", { ...known, id });
    return id;
  });
}

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

const lockedRun = {
  ...{ id: true, connectionId: true, kind: true, task: true, state: true, byWorker: true, cursor: true },
  ...{ fileName: true, fileHash: true, fileBytes: true, uploadId: true, windowStart: true, windowEnd: true },
  ...{ leasedUntil: true, undoneAt: true },
  upload: { select: { fileHash: true } },
  connection: { select: { bodyId: true } },
} as const satisfies Prisma.HistoryRunSelect;
type Locked = Prisma.HistoryRunGetPayload<{ select: typeof lockedRun }>;

/** @throws DomainError `not_found`, `forbidden`: old items are of any category, so whoever is limited to some may not */
async function lockRun(tx: Tx, actor: Actor, input: OneRun): Promise<Locked> {
  scopeOf(actor, "connection:edit");
  const { runId } = parseInput(OneRun, input, t("refused.form"));
  await tx.$queryRaw`select 1 from "HistoryRun" where id = ${runId} for no key update`;
  const run = await tx.historyRun.findUnique({ where: { id: runId }, select: lockedRun });
  if (!run) throw notFound(translator("history")("refused.run", { id: String(runId) }));
  authorize(actor, "connection:edit", { bodyIds: [run.connection.bodyId] });
  return run;
}

async function connectionFor(tx: Tx, actor: Actor, id: number): Promise<{ bodyId: number }> {
  scopeOf(actor, "connection:edit");
  const row = await tx.connection.findUnique({ where: { id }, select: { bodyId: true } });
  if (!row) throw notFound(translator("history")("refused.connection", { id: String(id) }));
  authorize(actor, "connection:edit", { bodyIds: [row.bodyId] });
  return row;
}

type Source = Pick<Locked, "task" | "uploadId" | "fileHash" | "fileBytes">;

/** Whether the back end itself is what is read: a look at a file that has been deleted since has a size. */
export const isWalk = ({ task, fileHash, fileBytes }: Omit<Source, "uploadId">): boolean =>
  fileHash === walkHash || (task === "look" && fileBytes === 0n);

/** Whether a worker has what it takes. What is taken back needs no file. */
export const canGoOn = (run: Source): boolean => run.task === "undo" || run.uploadId !== null || isWalk(run);

type Noted = { id: number; connectionId: number; fileName: string };

const note = (
  tx: Tx,
  actor: Actor,
  action: string,
  { id, connectionId, fileName, ...run }: Noted & ({ bodyId: number } | { connection: { bodyId: number } }),
): Promise<void> =>
  record(tx, actor, action, {
    ...{ connectionId, bodyId: "bodyId" in run ? run.bodyId : run.connection.bodyId },
    subject: { historyRunId: id, file: fileName },
  });

async function noteAndNudge(...[tx, actor, action, run]: Parameters<typeof note>): Promise<void> {
  await note(tx, actor, action, run);
  await enqueue(tx, "history", { runId: run.id }, { key: `history:${run.id}`, maxAttempts: 1 });
}

function yearsBefore(now: Date, years: number): Date {
  const date = new Date(now);
  date.setUTCFullYear(date.getUTCFullYear() - years);
  return date;
}
