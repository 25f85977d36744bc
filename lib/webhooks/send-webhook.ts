import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { translator } from "@/lib/messages";
import { callWebhook } from "@/lib/webhooks/call-webhook";
import { claimEvent, type WebhookClaim } from "@/lib/webhooks/claim";
import { loadPayload, type Payload } from "@/lib/webhooks/payload";
import { type Recorded, recordAnswer, recordSkipped } from "@/lib/webhooks/record";
import { readSecret } from "@/lib/webhooks/secret";

export type WebhookCounts = Record<Recorded | "skipped", number>;

export type SendOptions = {
  worker: string;
  /** Nothing more is begun once it is aborted. */
  signal?: AbortSignal;
  clock?: () => Date;
  timeoutMs?: number;
};

/**
 * Tells a webhook what is due, one event after the other, until nothing is. Each is read when it is told and committed by itself, so
 * that this may end at any time and be done again: an event may then come twice, with the same id. On a test system nothing leaves.
 */
export async function sendWebhook(
  webhookId: number,
  { worker, signal, clock = () => new Date(), timeoutMs }: SendOptions,
): Promise<WebhookCounts> {
  const counts: WebhookCounts = { sent: 0, failed: 0, later: 0, lost: 0, skipped: 0 };
  if (env.STAGING) return counts;
  while (!signal?.aborted) {
    const claim = await claimEvent(webhookId, worker, clock());
    if (!claim) break;
    counts[await tell(claim, clock, timeoutMs)]++;
  }
  return counts;
}

async function tell(
  claim: WebhookClaim,
  clock: () => Date,
  timeoutMs: number | undefined,
): Promise<Recorded | "skipped"> {
  const payload = await payloadOf(claim);
  if (payload?.kind === "skip") {
    await recordSkipped(claim, payload.reason);
    return "skipped";
  }
  const secret = readSecret(claim.secret);
  if (!payload || secret === null) {
    const reason = translator("webhooks")(payload ? "answer.secret" : "answer.unreadable");
    return recordAnswer(claim, { kind: "refused", reason }, null, clock());
  }
  const { url, event, eventId, attempts: attempt } = claim;
  const { answer, call } = await callWebhook({
    ...{ url, secret, event, eventId, attempt, body: payload.body, timeoutMs },
  });
  return recordAnswer(claim, answer, call, clock());
}

/** Null when it cannot be made: that one waits its turn again, and keeps no other from its own. */
async function payloadOf(claim: WebhookClaim): Promise<Payload | null> {
  try {
    return await loadPayload(claim);
  } catch (error) {
    log.error({ err: error, webhookDeliveryId: claim.id }, "what a webhook is to be told could not be read");
    return null;
  }
}
