import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { db } from "@/lib/db";
import { conflict } from "@/lib/errors";
import { RowId } from "@/lib/form-fields";
import { parseInput } from "@/lib/forms";
import { translator } from "@/lib/messages";
import { severalLines } from "@/lib/plain-text";
import { enqueue } from "@/lib/queue";
import { aboutWebhook, lockWebhook } from "@/lib/webhooks/lock-webhook";

const t = translator("webhooks");

export const PauseWebhook = z.object({
  webhookId: RowId,
  note: z
    .string()
    .transform(severalLines)
    .pipe(z.string().max(1000, t("refused.noteLong")))
    .default(""),
});
export type PauseWebhook = z.input<typeof PauseWebhook>;

/** Sends nothing to a webhook until it is resumed; what happens meanwhile waits. */
export const pauseWebhook = (actor: Actor, input: PauseWebhook, now: Date = new Date()): Promise<void> =>
  setPaused(actor, input, now);

/** Goes on: what waited is sent at once, in the order in which it happened. */
export const resumeWebhook = (actor: Actor, input: PauseWebhook): Promise<void> =>
  setPaused(actor, input, null);

/** @throws DomainError `not_found`, `forbidden`; `conflict` when somebody has done it already */
async function setPaused(actor: Actor, input: PauseWebhook, pausedAt: Date | null): Promise<void> {
  const { webhookId, note } = parseInput(PauseWebhook, input, t("refused.form"));
  await db.$transaction(async (tx) => {
    const webhook = await lockWebhook(tx, actor, webhookId);
    const pauses = pausedAt !== null;
    if ((webhook.pausedAt !== null) === pauses)
      throw conflict(t(pauses ? "refused.paused" : "refused.running"));
    await tx.webhook.update({ where: { id: webhookId }, data: { pausedAt, failures: 0, lastError: null } });
    await record(tx, actor, pauses ? "webhooks.pause" : "webhooks.resume", {
      ...aboutWebhook(webhook),
      ...{ note, before: { paused: !pauses }, after: { paused: pauses } },
    });
    if (pauses) return;
    await tx.$executeRaw`
      update "WebhookDelivery" set "dueAt" = "createdAt"
      where "webhookId" = ${webhookId} and state = 'due' and "dueAt" > "createdAt"`;
    await enqueue(tx, "send-webhooks", {});
  });
}
