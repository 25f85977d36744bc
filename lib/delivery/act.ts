import type { z } from "zod";
import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { authorize } from "@/lib/auth/permissions";
import { changesBetween } from "@/lib/changes";
import { db, isUniqueViolation, type Prisma, type Tx } from "@/lib/db";
import {
  ActOnDelivery,
  EditReference,
  ExplainedAct,
  MarkAsSent,
  ResolveUnclear,
  SendOnceAs,
} from "@/lib/delivery/act-input";
import { type Given, type Written, writes } from "@/lib/delivery/act-writes";
import { actionsFor, type DeliveryAction } from "@/lib/delivery/actions";
import { noteSent } from "@/lib/delivery/note-sent";
import { checkOverride, checkWay } from "@/lib/delivery/other-way";
import { rewindForTold } from "@/lib/delivery/rewind-watermark";
import { isToBeSent } from "@/lib/delivery/to-be-sent";
import { releaseForSent } from "@/lib/delivery/updates/release";
import { conflict, invalid, notFound } from "@/lib/errors";
import { parseInput } from "@/lib/forms";
import { translator } from "@/lib/messages";
import { enqueue } from "@/lib/queue";

const t = translator("deliveryActions");

/** Has it attempted now instead of at its time; also one that was skipped, for a second thought. */
export const tryNow = (actor: Actor, input: ActOnDelivery): Promise<void> =>
  act(actor, "try-now", ActOnDelivery, input);

/** Sends exactly this one now, although its connection is paused; everything else keeps waiting. */
export const sendOnlyThisOne = (actor: Actor, input: ActOnDelivery): Promise<void> =>
  act(actor, "send-only-this", ActOnDelivery, input);

/** Sends what was sent once more. The earlier send is kept; the next success brings a new reference. */
export const resendDelivery = (actor: Actor, input: ActOnDelivery): Promise<void> =>
  act(actor, "resend", ActOnDelivery, input);

/** Says what became of an unclear send: it arrived, perhaps under a reference, or it did not and is sent again. */
export async function resolveUnclear(actor: Actor, input: ResolveUnclear): Promise<void> {
  const { arrived, ...told } = read(ResolveUnclear, input);
  await actAs(actor, arrived ? "arrived" : "send-again", told);
}

/** The body was told by other means. */
export const markAsSent = (actor: Actor, input: MarkAsSent): Promise<void> =>
  act(actor, "mark-as-sent", MarkAsSent, input);

export const skipDelivery = (actor: Actor, input: ExplainedAct): Promise<void> =>
  act(actor, "skip", ExplainedAct, input);

/** Somebody knows that it is stuck: it is tried no more and needs nobody, until it is taken back. */
export const acknowledgeDelivery = (actor: Actor, input: ExplainedAct): Promise<void> =>
  act(actor, "acknowledge", ExplainedAct, input);

export const takeBackDelivery = (actor: Actor, input: ActOnDelivery): Promise<void> =>
  act(actor, "take-back", ActOnDelivery, input);

/** Changes by which number the body knows the report; an empty one takes it away. */
export const editReference = (actor: Actor, input: EditReference): Promise<void> =>
  act(actor, "edit-reference", EditReference, input);

/** Sends it once as if the report were in the category of another contact of the same body. */
export const sendOnceAs = (actor: Actor, input: SendOnceAs): Promise<void> =>
  act(actor, "send-once-as", SendOnceAs, input);

const read = <Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> =>
  parseInput(schema, input, translator("refusals")("form"));

type Told = { deliveryId: number; note: string } & Partial<Given>;

const act = async (actor: Actor, action: DeliveryAction, schema: z.ZodType<Told>, input: unknown) =>
  actAs(actor, action, read(schema, input));

/**
 * Does one action to one delivery, permission `delivery:act`.
 * @throws DomainError `not_found`, `forbidden`; `conflict` when its state does not offer the action, such as while it is being
 * sent; `invalid` for a reference that another report has (`reference`) or a contact that is of no use (`contactId`)
 */
async function actAs(actor: Actor, action: DeliveryAction, told: Told): Promise<void> {
  try {
    await db.$transaction(async (tx) => {
      await lockDeliveries(tx, [told.deliveryId]);
      await applyAction(tx, actor, action, told, new Date());
    });
  } catch (error) {
    if (!isUniqueViolation(error, "externalId")) throw error;
    throw invalid(t("refused.referenceTaken"), { reference: t("refused.referenceTaken") });
  }
}

/**
 * Locks deliveries against workers and other people, each report before its deliveries, as everything does that changes both.
 */
export async function lockDeliveries(tx: Tx, ids: readonly number[]): Promise<void> {
  await tx.$queryRaw`
    select id from "Report" where id in (select "reportId" from "Delivery" where id = any(${ids}::int[]))
    order by id for no key update`;
  await tx.$queryRaw`select id from "Delivery" where id = any(${ids}::int[]) order by id for update`;
}

const acted = {
  id: true,
  reportId: true,
  bodyId: true,
  contactId: true,
  connectionId: true,
  overrideContactId: true,
  state: true,
  method: true,
  attempts: true,
  dueAt: true,
  externalId: true,
  firstSentAt: true,
  sentAt: true,
  lastAttemptAt: true,
  createdAt: true,
  sentTo: true,
  previous: true,
  note: true,
  report: { select: { visibility: true, state: true, categoryId: true } },
  history: { orderBy: { number: "desc" }, take: 1, select: { outcome: true } },
} satisfies Prisma.DeliverySelect;
export type ActedDelivery = Prisma.DeliveryGetPayload<{ select: typeof acted }>;

/** Judges and does one action; the caller holds the locks. Whatever it refuses, it refuses before it writes. */
export async function applyAction(
  tx: Tx,
  actor: Actor,
  action: DeliveryAction,
  { deliveryId, note, reference = null, contactId = null }: Told,
  now: Date,
): Promise<void> {
  const row = await tx.delivery.findUnique({ where: { id: deliveryId }, select: acted });
  if (!row) throw notFound(t("refused.delivery"));
  authorize(actor, "delivery:act", { bodyIds: [row.bodyId], categoryId: row.report.categoryId });
  if (!actionsFor(row).includes(action)) throw conflict(whyNot(row, action));
  if (action === "send-once-as") await checkOverride(tx, actor, row, contactId);
  if (action === "send-only-this") await checkWay(tx, row);

  const written: Written = writes[action](row, { note, reference, contactId }, now);
  if (written.state === "sent") await noteSent(tx, [row], now);
  await tx.delivery.update({ where: { id: row.id }, data: written });
  if (written.state === "sent") await releaseForSent(tx, [row.id], now);
  if (written.externalId && written.externalId !== row.externalId) await rewindForTold(tx, row, now);
  await record(tx, actor, `delivery.${action}`, {
    bodyId: row.bodyId,
    reportId: row.reportId,
    contactId: row.contactId,
    connectionId: row.connectionId,
    subject: { deliveryId: row.id },
    ...changesBetween(row, written),
    note,
  });
  if (written.state === "due") await enqueue(tx, "deliver", { deliveryId }, { key: `deliver:${deliveryId}` });
  if (action === "send-only-this") await enqueue(tx, "deliver", { deliveryId, evenIfPaused: true });
}

function whyNot(row: ActedDelivery, action: DeliveryAction): string {
  if (row.state === "sending") return t("refused.sending");
  if (actionsFor({ ...row, report: openReport(row) }).includes(action) && !isToBeSent(row.report)) {
    return t("refused.over");
  }
  if (action === "acknowledge" && row.state === "due") return t("refused.untried");
  return t("refused.state", { state: t(`state.${row.state}`) });
}

const openReport = ({ report }: ActedDelivery) =>
  ({ ...report, visibility: "public", state: "confirmed" }) as const;
