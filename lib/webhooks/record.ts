import { job } from "@/lib/actor";
import { record } from "@/lib/audit";
import { db, type Prisma, type Tx } from "@/lib/db";
import { translator } from "@/lib/messages";
import { cleanJson } from "@/lib/sync/dead-letters/clean-json";
import type { WebhookClaim } from "@/lib/webhooks/claim";
import { type Answer, decideNext, type Next } from "@/lib/webhooks/decide-next";
import type { Call } from "@/lib/webhooks/history";
import { downAfter } from "@/lib/webhooks/standing";
import type { WebhookDeliveryState } from "@/prisma/generated/enums";

/** `later`: it is tried again, or waits for a person. `lost`: somebody else has it by now, or it is gone. */
export type Recorded = "sent" | "failed" | "later" | "lost";

/** So many calls of one event are kept. */
const keptCalls = 20;

/**
 * Writes what a receiver answered, and what becomes of the event and its webhook. Of a claim that ran out only a success counts: then
 * nobody needs to tell it again. One transaction.
 * @param call null when none was made
 */
export function recordAnswer(
  claim: WebhookClaim,
  answer: Answer,
  call: Call | null,
  now: Date,
): Promise<Recorded> {
  return db.$transaction(async (tx) => {
    const event = await lockRows(tx, claim);
    if (!event) return "lost";
    const { webhook } = event;
    const isOurs = event.state === "due" && event.attempts === claim.attempts;
    if (!isOurs && (answer.kind !== "taken" || event.state === "sent")) return "lost";
    const takenSince = webhook.lastSentAt !== null && webhook.lastSentAt >= claim.happenedAt;
    const next = decideNext(answer, { attempts: event.attempts, takenSince }, now);
    await tx.webhookDelivery.updateMany({
      where: { id: claim.id },
      data: {
        ...{ state: next.state, leasedUntil: null, leasedBy: null, history: withCall(event.history, call) },
        ...(next.state === "due" && { dueAt: next.dueAt }),
        ...(next.state === "sent" && { sentAt: now }),
        lastError: answer.kind === "taken" ? null : answer.reason,
      },
    });
    if (answer.kind === "taken") await noteTaken(tx, webhook, now);
    else await noteRefused(tx, webhook, answer, next, now);
    return next.state === "due" ? "later" : next.state;
  });
}

/** Notes that there is nothing to tell (any more). It was no attempt. */
export async function recordSkipped(claim: WebhookClaim, reason: string): Promise<void> {
  await db.webhookDelivery.updateMany({
    where: { id: claim.id, state: "due", attempts: claim.attempts },
    data: {
      ...{ state: "skipped", lastError: reason, leasedUntil: null, leasedBy: null },
      attempts: claim.attempts - 1,
    },
  });
}

type Locked = {
  state: WebhookDeliveryState;
  attempts: number;
  history: Prisma.JsonValue;
  webhook: {
    id: number;
    bodyId: number | null;
    name: string;
    failures: number;
    paused: boolean;
    lastSentAt: Date | null;
  };
};

/** The webhook before its event, as everybody locks them; null when they are gone. */
async function lockRows(tx: Tx, { id, webhookId }: WebhookClaim): Promise<Locked | null> {
  const [webhook] = await tx.$queryRaw<Locked["webhook"][]>`
    select id, "bodyId", name, failures, "pausedAt" is not null as paused, "lastSentAt"
    from "Webhook" where id = ${webhookId} for no key update`;
  const [event] = await tx.$queryRaw<Omit<Locked, "webhook">[]>`
    select state, attempts, history from "WebhookDelivery" where id = ${id} for no key update`;
  return webhook && event ? { ...event, webhook } : null;
}

/** The oldest calls go; what stands before the first stays. */
function withCall(history: Prisma.JsonValue, call: Call | null): Prisma.InputJsonValue {
  const entries = (Array.isArray(history) ? history : []) as Prisma.InputJsonValue[];
  if (!call) return entries;
  const all = [...entries, cleanJson(call)];
  return all.length > keptCalls ? all.filter((_, at) => at === 0 || at > all.length - keptCalls) : all;
}

async function noteTaken(tx: Tx, { id, failures }: Locked["webhook"], now: Date): Promise<void> {
  await tx.webhook.updateMany({ where: { id }, data: { failures: 0, lastError: null, lastSentAt: now } });
  if (failures < downAfter) return;
  // It is back: what it did not take meanwhile need not wait any longer.
  await tx.webhookDelivery.updateMany({
    where: { webhookId: id, state: "due", attempts: { gt: 0 }, dueAt: { gt: now } },
    data: { dueAt: now },
  });
}

async function noteRefused(
  tx: Tx,
  { id, bodyId, name, failures, paused }: Locked["webhook"],
  answer: Exclude<Answer, { kind: "taken" }>,
  next: Next,
  now: Date,
): Promise<void> {
  const pauses = next.state === "due" && next.pause && !paused;
  const because = answer.kind === "gone" ? "paused.gone" : "paused.failing";
  const lastError = pauses ? translator("webhooks")(because, { reason: answer.reason }) : answer.reason;
  const data = { failures: failures + 1, lastError, ...(pauses && { pausedAt: now }) };
  await tx.webhook.updateMany({ where: { id }, data });
  if (!pauses) return;
  await record(tx, job("send-webhooks"), "webhooks.pause", {
    ...{ bodyId, subject: { webhookId: id, name }, note: lastError },
    ...{ before: { paused: false }, after: { paused: true } },
  });
}
