import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { db } from "@/lib/db";
import { conflict, notFound } from "@/lib/errors";
import { RowId } from "@/lib/form-fields";
import { parseInput } from "@/lib/forms";
import { translator } from "@/lib/messages";
import { enqueue } from "@/lib/queue";
import { aboutWebhook, lockWebhook } from "@/lib/webhooks/lock-webhook";

export const WhichEvent = z.object({ deliveryId: RowId });
export type WhichEvent = z.input<typeof WhichEvent>;

/**
 * Has one event told (once more), from its first attempt on, with the number that it always had: a receiver that has it already knows
 * so. What it was about is read anew.
 * @throws DomainError `not_found`, `forbidden`; `conflict` while it is being sent or about to be
 */
export async function resendEvent(actor: Actor, input: WhichEvent, now: Date = new Date()): Promise<void> {
  const t = translator("webhooks");
  const { deliveryId: id } = parseInput(WhichEvent, input, t("refused.form"));
  await db.$transaction(async (tx) => {
    const found = await tx.webhookDelivery.findUnique({ where: { id }, select: { webhookId: true } });
    if (!found) throw notFound(t("refused.delivery"));
    const webhook = await lockWebhook(tx, actor, found.webhookId);
    await tx.$queryRaw`select 1 from "WebhookDelivery" where id = ${id} for no key update`;
    const row = await tx.webhookDelivery.findUnique({ where: { id } });
    if (!row || row.event === "ping") throw notFound(t("refused.delivery"));
    const isLeased = row.leasedUntil !== null && row.leasedUntil > now;
    const isDue = row.attempts === 0 || row.dueAt <= now;
    if (row.state === "due" && (isLeased || isDue)) throw conflict(t("refused.waiting"));
    await tx.webhookDelivery.update({
      where: { id },
      data: {
        ...{ state: "due", attempts: 0, dueAt: now, sentAt: null, lastError: null },
        leasedUntil: null,
      },
    });
    const { event, state, attempts } = row;
    await record(tx, actor, "webhooks.resend", {
      ...{ bodyId: webhook.bodyId, reportId: row.reportId },
      subject: { ...aboutWebhook(webhook).subject, deliveryId: id, event },
      before: { state, attempts },
    });
    await enqueue(tx, "send-webhooks", {});
  });
}
