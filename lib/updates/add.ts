import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { createToken, tokenLife } from "@/lib/auth/tokens";
import { db, type Tx } from "@/lib/db";
import { conflict, forbidden } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { enqueue } from "@/lib/queue";
import { kindOf } from "@/lib/reports/states";
import { append, saysNothing } from "@/lib/updates/append";
import { isStopped } from "@/lib/updates/is-stopped";
import type { NewUpdate } from "@/lib/updates/new-update";
import { formDigest, madeByForm } from "@/lib/updates/repeated-form";
import { bodySpokenFor, lockSpokenAbout, type SpokenAbout } from "@/lib/updates/spoken-about";
import { speakForBody } from "@/lib/updates/staff-update";
import { writeUpdate } from "@/lib/updates/write-update";
import { accountToProve, checkFilledIn, ownAccount, type Writer } from "@/lib/updates/writer-of";
import type { ReportState } from "@/prisma/generated/enums";

export { NewUpdate } from "@/lib/updates/new-update";

export type Added = { updateId: number; needsConfirmation: boolean };

/**
 * Adds what somebody says under a report. Whoever is signed in is heard at once, staff of a body that has the report in its name; the words
 * of an address that was only typed in wait, unseen, for their mailed link. The same form posted again is the same update.
 * @throws DomainError `not_found` for a report that is hidden or unconfirmed, `forbidden` for a private one that is not theirs or for
 * reopening somebody else's, `invalid` with a fault per field
 */
export async function addUpdate(actor: Actor, input: NewUpdate, now: Date = new Date()): Promise<Added> {
  return db.$transaction(async (tx) => {
    const report = await lockSpokenAbout(tx, input.reportId);
    const bodyId = bodySpokenFor(actor, report);
    if (bodyId !== null) {
      const newState = bodyWants(report, input);
      const words = { ...input, bodyId, newState, templateId: null };
      return { updateId: await speakForBody(tx, actor, report, words, now), needsConfirmation: false };
    }
    const own = await ownAccount(tx, actor, input.email);
    mayWrite(report, own, input);
    checkFilledIn(input, own);
    return own ? sayNow(tx, actor, report, own, input, now) : sayLater(tx, actor, report, input, now);
  });
}

/**
 * Whether an address that was only typed in is the reporter's is not asked before its link is followed: the answer would tell a stranger
 * whose report it is. @throws DomainError `forbidden`
 */
function mayWrite(report: SpokenAbout, own: Writer | null, { reopen }: NewUpdate): void {
  const t = translator("updates");
  const isReporter = own !== null && own.userId === report.reporterId;
  if (report.visibility === "private" && !isReporter) throw forbidden(t("refused.private"));
  if (reopen && own && !isReporter) throw forbidden(t("refused.reopen"));
}

type Own = NonNullable<Awaited<ReturnType<typeof ownAccount>>>;

async function sayNow(
  tx: Tx,
  actor: Actor,
  report: SpokenAbout,
  own: Own,
  input: NewUpdate,
  now: Date,
): Promise<Added> {
  const name = input.name || own.name;
  const { known, form } = await repeated(tx, input, own.userId);
  if (known) return { updateId: known.id, needsConfirmation: false };
  const update = await write(tx, report, { ...own, name }, input, form, now);
  if (saysNothing(report, { ...update, text: input.text, photos: input.photoIds.length }))
    throw conflict(translator("updates")("refused.meanwhile"));
  const stopped = await isStopped(tx, input, own);
  await tx.user.updateMany({ where: { id: own.userId, name: "" }, data: { name } });
  const becomes = { ...update, hidden: stopped, followerId: input.follow ? own.userId : null };
  const { state } = await append(tx, report, becomes, now);
  await record(tx, actor, "update.add", {
    ...{ reportId: report.id, subject: { updateId: update.id } },
    ...{ before: { state: report.state }, after: { state } },
  });
  return { updateId: update.id, needsConfirmation: false };
}

async function sayLater(
  tx: Tx,
  actor: Actor,
  report: SpokenAbout,
  input: NewUpdate,
  now: Date,
): Promise<Added> {
  const writer = await accountToProve(tx, input);
  const { known, form } = await repeated(tx, input, writer.userId);
  if (known) return { updateId: known.id, needsConfirmation: known.visibility === "unconfirmed" };
  const { id } = await write(tx, report, writer, input, form, now);
  const token = await createToken(tx, {
    ...{ kind: "confirm_update", userId: writer.userId, reportId: report.id, updateId: id },
    ...{ next: `/report/${report.id}`, now, ttl: tokenLife.confirm_update },
  });
  await record(tx, actor, "update.ask", { reportId: report.id, subject: { updateId: id } });
  await enqueue(tx, "mail-token", { tokenId: token.id });
  return { updateId: id, needsConfirmation: true };
}

async function repeated(tx: Tx, input: NewUpdate, userId: number) {
  const form = await formDigest(tx, input, userId, input.fixed, input.reopen);
  return { form, known: await madeByForm(tx, input.reportId, form) };
}

const write = (
  tx: Tx,
  report: SpokenAbout,
  { userId, name }: Writer,
  input: NewUpdate,
  form: string,
  now: Date,
) =>
  writeUpdate(
    tx,
    {
      ...{ reportId: report.id, userId, name, showName: input.showName, text: input.text },
      ...{ origin: userId === report.reporterId ? "reporter" : "citizen", photoIds: input.photoIds },
      ...{ language: report.language, wanted: personWants(input), extra: { form, follow: input.follow } },
    },
    now,
  );

const personWants = ({ fixed, reopen }: NewUpdate): ReportState | null =>
  fixed ? "fixed_user" : reopen ? "confirmed" : null;

/** A body that ticks the same boxes speaks of its own work. */
function bodyWants({ state }: SpokenAbout, { fixed, reopen }: NewUpdate): ReportState | null {
  if (fixed) return kindOf(state) === "fixed" ? null : "fixed_council";
  return reopen && kindOf(state) !== "open" ? "confirmed" : null;
}
