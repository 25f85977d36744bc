import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/actor";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { conflict, invalid } from "@/lib/errors";
import { parseInput } from "@/lib/forms";
import { translator } from "@/lib/messages";
import type { Exchange } from "@/lib/open311/wire";
import { enqueue } from "@/lib/queue";
import { cleanJson } from "@/lib/sync/dead-letters/clean-json";
import { callWebhook } from "@/lib/webhooks/call-webhook";
import { WhichWebhook } from "@/lib/webhooks/change-webhook";
import { lockWebhook } from "@/lib/webhooks/lock-webhook";
import { loadPayload } from "@/lib/webhooks/payload";
import { readSecret } from "@/lib/webhooks/secret";

/** What came of a ping: `reason` says why it was not taken. */
export type Tried = { taken: boolean; reason: string | null; exchange: Exchange };

/**
 * Sends a `ping` at once, also to a webhook that is paused, and tells what was answered; it stands in the log. A receiver that takes it
 * counts as well again. On a test system nothing leaves.
 * @throws DomainError `not_found`, `forbidden`, `conflict` on a test system, `invalid` without a readable secret
 */
export async function tryWebhook(
  actor: Actor,
  input: WhichWebhook,
  { now = new Date(), timeoutMs }: { now?: Date; timeoutMs?: number } = {},
): Promise<Tried> {
  const t = translator("webhooks");
  const { webhookId } = parseInput(WhichWebhook, input, t("refused.form"));
  const webhook = await db.$transaction((tx) => lockWebhook(tx, actor, webhookId));
  if (env.STAGING) throw conflict(t("refused.staging"));
  const secret = readSecret(webhook.secret);
  if (secret === null) throw invalid(t("answer.secret"));

  const told = {
    event: "ping",
    eventId: randomUUID(),
    happenedAt: now,
    reportId: null,
    updateId: null,
  } as const;
  const payload = await loadPayload(told);
  if (payload.kind === "skip") throw conflict(payload.reason);
  const { answer, call } = await callWebhook({
    ...{ url: webhook.url, secret, event: told.event, eventId: told.eventId },
    ...{ attempt: 1, body: payload.body, timeoutMs },
  });

  const taken = answer.kind === "taken";
  await db.$transaction(async (tx) => {
    // It may have been deleted meanwhile; then there is no log either.
    const { count } = await tx.webhook.updateMany({
      where: { id: webhookId },
      data: taken ? { failures: 0, lastError: null } : {},
    });
    if (count === 0) return;
    await tx.webhookDelivery.create({
      data: {
        ...{ webhookId, event: told.event, eventId: told.eventId, attempts: 1, createdAt: now },
        ...{ state: taken ? "sent" : "failed", sentAt: taken ? now : null },
        ...{ lastError: call.reason, history: [cleanJson(call)] },
      },
    });
    if (taken) await enqueue(tx, "send-webhooks", {});
  });
  return { taken, reason: call.reason, exchange: call.exchange };
}
