import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { db } from "@/lib/db";
import { RowId } from "@/lib/form-fields";
import { parseInput } from "@/lib/forms";
import { translator } from "@/lib/messages";
import { aboutWebhook, lockWebhook } from "@/lib/webhooks/lock-webhook";
import { makeSecret } from "@/lib/webhooks/secret";

export const WhichWebhook = z.object({ webhookId: RowId });
export type WhichWebhook = z.input<typeof WhichWebhook>;

const which = (input: WhichWebhook) =>
  parseInput(WhichWebhook, input, translator("webhooks")("refused.form")).webhookId;

/**
 * Signs with another secret from now on; the one before is worth nothing any more.
 * @returns it, once
 * @throws DomainError `not_found`, `forbidden`
 */
export async function renewSecret(actor: Actor, input: WhichWebhook): Promise<{ secret: string }> {
  const { secret, kept } = makeSecret();
  await db.$transaction(async (tx) => {
    const webhook = await lockWebhook(tx, actor, which(input));
    await tx.webhook.update({ where: { id: webhook.id }, data: { secret: kept } });
    await record(tx, actor, "webhooks.renew-secret", aboutWebhook(webhook));
  });
  return { secret };
}

/** Deletes a webhook with its log and with what it was still to be told. @throws DomainError `not_found`, `forbidden` */
export async function deleteWebhook(actor: Actor, input: WhichWebhook): Promise<void> {
  await db.$transaction(async (tx) => {
    const webhook = await lockWebhook(tx, actor, which(input));
    const { name, events } = webhook;
    await tx.webhook.delete({ where: { id: webhook.id } });
    await record(tx, actor, "webhooks.delete", { ...aboutWebhook(webhook), before: { name, events } });
  });
}
