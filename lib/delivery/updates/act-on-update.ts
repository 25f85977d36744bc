import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { authorize } from "@/lib/auth/permissions";
import { changesBetween } from "@/lib/changes";
import { db, Prisma, type Tx } from "@/lib/db";
import { Note, Reference, RequiredNote } from "@/lib/delivery/act-input";
import { judge } from "@/lib/delivery/updates/claim-updates";
import { loadUpdates } from "@/lib/delivery/updates/load-updates";
import { nudgeUpdates } from "@/lib/delivery/updates/nudge";
import { holdBehind, isNext, releaseNext } from "@/lib/delivery/updates/release";
import { type UpdateAction, updateActionsFor } from "@/lib/delivery/updates/update-actions";
import { type NewUpdateAttempt, roundOf, withEntry } from "@/lib/delivery/updates/update-history";
import { conflict, notFound } from "@/lib/errors";
import { RowId } from "@/lib/form-fields";
import { parseInput } from "@/lib/forms";
import { translator } from "@/lib/messages";
import { enqueue } from "@/lib/queue";

const t = translator("deliveryActions");

export const ActOnUpdate = z.object({ updateDeliveryId: RowId, note: Note });
export const ExplainedActOnUpdate = z.object({ updateDeliveryId: RowId, note: RequiredNote });
export const MarkUpdateAsSent = ExplainedActOnUpdate.extend({ reference: Reference });
export type ActOnUpdate = z.input<typeof ActOnUpdate>;
export type ExplainedActOnUpdate = z.input<typeof ExplainedActOnUpdate>;
export type MarkUpdateAsSent = z.input<typeof MarkUpdateAsSent>;

/** Has an update passed on now instead of at its time, also while its connection is paused; never before an earlier one. */
export const sendUpdateNow = (actor: Actor, input: ActOnUpdate): Promise<void> =>
  act(actor, "send-now", ActOnUpdate, input);

/** Sends an update once more that was sent, is unclear or was skipped. The body's id for it stays until it tells another. */
export const sendUpdateAgain = (actor: Actor, input: ActOnUpdate): Promise<void> =>
  act(actor, "send-again", ActOnUpdate, input);

/** The body knows of the update; `reference` is its id for it, if it is known. */
export const markUpdateAsSent = (actor: Actor, input: MarkUpdateAsSent): Promise<void> =>
  act(actor, "mark-as-sent", MarkUpdateAsSent, input);

/** The body is not told; those behind it go on. */
export const skipUpdate = (actor: Actor, input: ExplainedActOnUpdate): Promise<void> =>
  act(actor, "skip", ExplainedActOnUpdate, input);

type Told = { updateDeliveryId: number; note: string; reference?: string | null };

/**
 * Does one action to one update on its way, permission `delivery:act`.
 * @throws DomainError `not_found`, `forbidden`; `conflict` when its state does not offer the action, or it would not go at all
 */
async function act(
  actor: Actor,
  action: UpdateAction,
  schema: z.ZodType<Told>,
  input: unknown,
): Promise<void> {
  const told = parseInput(schema, input, translator("refusals")("form"));
  const id = told.updateDeliveryId;
  await db.$transaction(async (tx) => {
    await lock(tx, id);
    const row = await tx.updateDelivery.findUnique({ where: { id }, select: acted });
    if (!row) throw notFound(t("refused.updateDelivery"));
    const { bodyId, report } = row.delivery;
    authorize(actor, "delivery:act", { bodyIds: [bodyId], categoryId: report.categoryId });
    if (!updateActionsFor(row.state).includes(action)) throw conflict(whyNot(row.state));
    const after = await does[action](tx, row, told, new Date());
    await record(tx, actor, `update-delivery.${action}`, {
      ...{ bodyId, reportId: report.id, connectionId: row.connectionId, note: told.note },
      subject: { updateDeliveryId: id, updateId: row.updateId, deliveryId: row.deliveryId },
      ...changesBetween(row, after),
    });
  });
}

/** The report before its delivery before the update, as everything does that changes them. */
async function lock(tx: Tx, id: number): Promise<void> {
  const found = await tx.updateDelivery.findUnique({
    where: { id },
    select: { deliveryId: true, delivery: { select: { reportId: true } } },
  });
  if (!found) return;
  await tx.$queryRaw`select id from "Report" where id = ${found.delivery.reportId} for no key update`;
  await tx.$queryRaw`select id from "Delivery" where id = ${found.deliveryId} for no key update`;
  await tx.$queryRaw`select id from "UpdateDelivery" where id = ${id} for no key update`;
}

const acted = {
  ...{ id: true, updateId: true, deliveryId: true, connectionId: true, state: true, externalId: true },
  ...{ dueAt: true, sentAt: true, note: true },
  connection: { select: { method: true } },
  delivery: { select: { bodyId: true, report: { select: { id: true, categoryId: true } } } },
} as const satisfies Prisma.UpdateDeliverySelect;
type Row = Prisma.UpdateDeliveryGetPayload<{ select: typeof acted }>;
type Written = Partial<Pick<Row, "state" | "dueAt" | "sentAt" | "externalId" | "note">>;

const does: Record<UpdateAction, (tx: Tx, row: Row, told: Told, now: Date) => Promise<Written>> = {
  async "send-now"(tx, row, _, now) {
    await checkItGoes(tx, row, "now");
    await tx.updateDelivery.update({ where: { id: row.id }, data: { dueAt: now } });
    await enqueue(tx, "send-updates", { updateDeliveryId: row.id, evenIfPaused: true });
    return { dueAt: now };
  },
  async "send-again"(tx, row, _, now) {
    await checkItGoes(tx, row, "again");
    await sendAgain(tx, row, now);
    await holdBehind(tx, [row.deliveryId]);
    await nudgeUpdates(tx, [row]);
    return { state: "due", dueAt: now, sentAt: null, note: "" };
  },
  async "mark-as-sent"(tx, row, { note, reference }, now) {
    const data = { state: "sent", sentAt: now, note, externalId: reference ?? row.externalId } as const;
    return settle(tx, row, data, now);
  },
  skip: (tx, row, { note }, now) => settle(tx, row, { state: "skipped", note }, now),
};

async function settle(tx: Tx, row: Row, data: Written & { note: string }, now: Date): Promise<Written> {
  await tx.updateDelivery.update({ where: { id: row.id }, data: { ...data, token: null, lastError: null } });
  await releaseNext(tx, [row.deliveryId], now);
  return data;
}

/** @throws DomainError `conflict` when it would not be sent as everything stands */
async function checkItGoes(tx: Tx, row: Row, when: "now" | "again"): Promise<void> {
  if (row.connection?.method === "hold") throw conflict(t("refused.hold"));
  const [loaded] = await loadUpdates(tx, [row.id]);
  const decision = loaded ? judge(loaded.row) : ({ kind: "none" } as const);
  const reasons = translator("deliveryReasons");
  if (decision.kind === "skipped") throw conflict(reasons(`update.${decision.reason}`));
  if (decision.kind === "none") throw conflict(reasons("update.noWay"));
  if (when === "again") return;
  const [turn] = await tx.$queryRaw<{ next: boolean }[]>`
    select ${isNext} as next from "UpdateDelivery" u where u.id = ${row.id}`;
  if (decision.kind === "held" || turn?.next === false) throw conflict(t("refused.turn"));
}

/** A new send, so that a back end that knows the last one does not take it for a repetition. */
async function sendAgain(tx: Tx, { id }: Row, now: Date): Promise<void> {
  const entry: Omit<NewUpdateAttempt, "round"> = {
    ...{ number: null, startedAt: now.toISOString(), durationMs: null, outcome: "again", reason: null },
    ...{ externalId: null, worker: "", exchanges: [] },
  };
  const withRound = Prisma.sql`${JSON.stringify(entry)}::jsonb || jsonb_build_object('round', ${roundOf} + 1)`;
  await tx.$executeRaw`
    update "UpdateDelivery" u set state = 'due', "dueAt" = ${now}, token = null, "lastError" = null, "sentAt" = null, note = '',
      history = ${withEntry(Prisma.sql`-1`, withRound)}
    where u.id = ${id}`;
}

const whyNot = (state: Row["state"]): string =>
  state === "sending" ? t("refused.sending") : t("refused.updateState", { state: t(`state.${state}`) });
