import { randomUUID } from "node:crypto";
import { z } from "zod";
import { type Actor, userIdOf } from "@/lib/actor";
import { db, type Tx } from "@/lib/db";
import { conflict, invalid, notFound } from "@/lib/errors";
import { orNull, RowId } from "@/lib/form-fields";
import { parseInput } from "@/lib/forms";
import { translator } from "@/lib/messages";
import { isWalk } from "@/lib/sync/history/can-go-on";
import { fresh, nowhere } from "@/lib/sync/history/history-run";
import { connectionFor, lockRun, noteAndNudge, type OneRun } from "@/lib/sync/history/lock-run";
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

function yearsBefore(now: Date, years: number): Date {
  const date = new Date(now);
  date.setUTCFullYear(date.getUTCFullYear() - years);
  return date;
}
