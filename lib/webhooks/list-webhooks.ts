import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { scopeOf } from "@/lib/auth/scope";
import { isSuperuser } from "@/lib/auth/superuser";
import { db, literally, type Prisma } from "@/lib/db";
import { withoutQuery } from "@/lib/delivery/drivers/webhook";
import { forbidden, notFound } from "@/lib/errors";
import { RowId } from "@/lib/form-fields";
import { translator } from "@/lib/messages";
import { type Page, pageOf, pageSize, readCursor } from "@/lib/page";
import { authorizeWebhook } from "@/lib/webhooks/lock-webhook";
import { standingOf, type WebhookStanding } from "@/lib/webhooks/standing";

export type ListedWebhook = {
  id: number;
  name: string;
  /** Without what stands behind its question mark. */
  url: string;
  events: string[];
  /** Null = it hears of the whole site. */
  body: { id: number; name: string } | null;
  standing: WebhookStanding;
  lastError: string | null;
  lastSentAt: Date | null;
  /** Events that wait to be sent; more than 999 are counted as that many. */
  waiting: number;
};

const mostWaiting = 999;

const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);

export const WebhookQuery = z.object({
  q: optional(z.string().trim().max(200)),
  body: optional(RowId),
  cursor: z.string().optional(),
});

const Cursor = z.tuple([z.string(), z.number().int()]);

const columns = {
  ...{ id: true, name: true, url: true, events: true, pausedAt: true, failures: true },
  ...{ lastError: true, lastSentAt: true, createdAt: true, body: { select: { id: true, name: true } } },
} as const satisfies Prisma.WebhookSelect;
type Row = Prisma.WebhookGetPayload<{ select: typeof columns }>;

/** The webhooks of the actor's body, or all of them, by name. Two statements. @throws DomainError `forbidden` */
export async function listWebhooks(actor: Actor, input: unknown): Promise<Page<ListedWebhook>> {
  const bodyId = bodyOf(actor);
  const { q, body, cursor } = WebhookQuery.parse(input);
  const after = readCursor(cursor, Cursor);
  const rows = await db.webhook.findMany({
    where: {
      AND: [
        bodyId === null ? {} : { bodyId },
        body === undefined ? {} : { bodyId: body },
        q ? { name: { contains: literally(q), mode: "insensitive" } } : {},
        after ? { OR: [{ name: { gt: after[0] } }, { name: after[0], id: { gt: after[1] } }] } : {},
      ],
    },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: pageSize + 1,
    select: columns,
  });
  const waiting = await countWaiting(rows.map(({ id }) => id));
  return pageOf(
    rows.map((row) => listed(row, waiting)),
    ({ name, id }) => [name, id],
  );
}

export type WebhookToEdit = ListedWebhook & {
  /** Whole, as the form has it. */
  fullUrl: string;
  createdAt: Date;
};

/** One webhook. @throws DomainError `not_found`, `forbidden` */
export async function readWebhook(actor: Actor, webhookId: number): Promise<WebhookToEdit> {
  const row = await db.webhook.findUnique({ where: { id: webhookId }, select: columns });
  if (!row) throw notFound(translator("webhooks")("refused.webhook"));
  authorizeWebhook(actor, row.body?.id ?? null);
  const waiting = await countWaiting([row.id]);
  return { ...listed(row, waiting), fullUrl: row.url, createdAt: row.createdAt };
}

/** For whom the actor may make webhooks. @throws DomainError `forbidden` */
export async function webhookChoices(
  actor: Actor,
): Promise<{ bodies: { id: number; name: string }[]; wholeSite: boolean }> {
  const bodyId = bodyOf(actor);
  const bodies = await db.body.findMany({
    where: { deletedAt: null, ...(bodyId !== null && { id: bodyId }) },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: { id: true, name: true },
  });
  return { bodies, wholeSite: isSuperuser(actor) };
}

/** What happens to a body's reports is not one category's matter: whoever is limited to some sees none of it. */
function bodyOf(actor: Actor): number | null {
  const { bodyId, categoryIds } = scopeOf(actor, "api:edit");
  if (categoryIds !== null) throw forbidden(translator("refusals")("forbidden"));
  return bodyId;
}

async function countWaiting(ids: readonly number[]): Promise<Map<number, number>> {
  const rows = await db.$queryRaw<{ id: number; waiting: number }[]>`
    select w.id, (select count(*)::int from (select from "WebhookDelivery" d
      where d."webhookId" = w.id and d.state = 'due' limit ${mostWaiting}) few) as waiting
    from unnest(${[...ids]}::int[]) as w(id)`;
  return new Map(rows.map(({ id, waiting }) => [id, waiting]));
}

function listed(row: Row, waiting: ReadonlyMap<number, number>): ListedWebhook {
  const { id, name, url, events, body, lastError, lastSentAt } = row;
  return {
    ...{ id, name, url: withoutQuery(url), events, body, standing: standingOf(row) },
    ...{ lastError, lastSentAt, waiting: waiting.get(id) ?? 0 },
  };
}
