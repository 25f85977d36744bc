import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { db, type Prisma } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { eventNames } from "@/lib/event-names";
import { RowId } from "@/lib/form-fields";
import { translator } from "@/lib/messages";
import { type Page, pageOf, pageSize, readCursor } from "@/lib/page";
import { type Call, readHistory } from "@/lib/webhooks/history";
import { authorizeWebhook } from "@/lib/webhooks/lock-webhook";
import { WebhookDeliveryState } from "@/prisma/generated/enums";

const lenient = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);

export const EventQuery = z.object({
  state: lenient(z.enum(WebhookDeliveryState)),
  event: lenient(z.enum([...eventNames, "ping"])),
  report: lenient(RowId),
  cursor: z.string().optional(),
});

const columns = {
  ...{ id: true, event: true, eventId: true, reportId: true, updateId: true, state: true },
  ...{ attempts: true, dueAt: true, sentAt: true, lastError: true, createdAt: true },
} as const satisfies Prisma.WebhookDeliverySelect;

/** One event in a webhook's log. */
export type ListedEvent = Prisma.WebhookDeliveryGetPayload<{ select: typeof columns }>;

/**
 * What a webhook was told, and is to be: the newest first, page by page.
 * @throws DomainError `not_found`, `forbidden`, `invalid` for a foreign cursor
 */
export async function listEvents(
  actor: Actor,
  webhookId: number,
  input: unknown,
): Promise<Page<ListedEvent>> {
  await authorizeLog(actor, webhookId);
  const { state, event, report, cursor } = EventQuery.parse(input);
  const after = readCursor(cursor, z.tuple([z.number().int()]));
  const rows = await db.webhookDelivery.findMany({
    where: {
      webhookId,
      ...(state && { state }),
      ...(event && { event }),
      ...(report !== undefined && { reportId: report }),
      ...(after && { id: { lt: after[0] } }),
    },
    orderBy: { id: "desc" },
    take: pageSize + 1,
    select: columns,
  });
  return pageOf(rows, ({ id }) => [id]);
}

export type EventToRead = ListedEvent & {
  webhook: { id: number; name: string; paused: boolean };
  /** Oldest first: what was sent and answered, secrets blanked. */
  calls: Call[];
};

/** One event with its calls. @throws DomainError `not_found`, `forbidden` */
export async function readEvent(actor: Actor, deliveryId: number): Promise<EventToRead> {
  const row = await db.webhookDelivery.findUnique({
    where: { id: deliveryId },
    select: {
      ...columns,
      history: true,
      webhook: { select: { id: true, name: true, bodyId: true, pausedAt: true } },
    },
  });
  if (!row) throw notFound(translator("webhooks")("refused.delivery"));
  const { history, webhook, updateId, ...event } = row;
  authorizeWebhook(actor, webhook.bodyId);
  const { calls, goneUpdateId } = readHistory(history);
  return {
    ...{ ...event, updateId: updateId ?? goneUpdateId, calls },
    webhook: { id: webhook.id, name: webhook.name, paused: webhook.pausedAt !== null },
  };
}

async function authorizeLog(actor: Actor, webhookId: number): Promise<void> {
  const row = await db.webhook.findUnique({ where: { id: webhookId }, select: { bodyId: true } });
  if (!row) throw notFound(translator("webhooks")("refused.webhook"));
  authorizeWebhook(actor, row.bodyId);
}
