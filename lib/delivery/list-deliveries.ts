import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { may } from "@/lib/auth/permissions";
import { scopeOf } from "@/lib/auth/scope";
import { db, type Prisma } from "@/lib/db";
import { type DeliveryFilter, DeliveryQuery } from "@/lib/delivery/delivery-filter";
import { countMatching, matchingDeliveries } from "@/lib/delivery/matching-deliveries";
import { type Page, pageOf, pageSize, readCursor } from "@/lib/page";
import type { DeliveryState, SendMethod } from "@/prisma/generated/enums";

const listedDelivery = {
  id: true,
  state: true,
  method: true,
  attempts: true,
  lastError: true,
  dueAt: true,
  lastAttemptAt: true,
  sentAt: true,
  externalId: true,
  createdAt: true,
  body: { select: { id: true, name: true } },
  connection: { select: { id: true, slug: true } },
  report: {
    select: { id: true, title: true, visibility: true, category: { select: { id: true, name: true } } },
  },
} as const satisfies Prisma.DeliverySelect;

/** One line of the queue or the history, fit for JSON: times are ISO 8601 in UTC. */
export type ListedDelivery = {
  id: number;
  state: DeliveryState;
  method: SendMethod;
  attempts: number;
  lastError: string | null;
  dueAt: string;
  lastAttemptAt: string | null;
  sentAt: string | null;
  externalId: string | null;
  createdAt: string;
  body: { id: number; name: string };
  connection: { id: number; slug: string } | null;
  category: string;
  /** `title` is null for a report that is not public, to whoever may not see those. */
  report: { id: number; title: string | null };
};

const Cursor = z.tuple([z.number().int(), z.coerce.date()]);

/**
 * What is on its way, and what became of what was: one page of deliveries within the actor's body and categories.
 * @throws DomainError `forbidden` without `delivery:view`, `invalid` for a foreign cursor
 */
export async function listDeliveries(actor: Actor, input: unknown): Promise<Page<ListedDelivery>> {
  const scope = scopeOf(actor, "delivery:view");
  const { sort, cursor, ...filter } = DeliveryQuery.parse(input);
  const after = readCursor(cursor, Cursor);
  const found = await matchingDeliveries(scope, filter, {
    sort,
    after: after && { id: after[0], dueAt: after[1] },
    limit: pageSize + 1,
  });
  const { items, next } = pageOf(found, ({ id, dueAt }) => [id, dueAt]);
  return { items: await readDeliveries(actor, items), next };
}

/** How many a filter means within the actor's reach, at most `countedUpTo + 1`. */
export const countDeliveries = (actor: Actor, filter: DeliveryFilter): Promise<number> =>
  countMatching(scopeOf(actor, "delivery:view"), filter);

/** These deliveries in this order. */
export async function readDeliveries(
  actor: Actor,
  wanted: readonly { id: number }[],
): Promise<ListedDelivery[]> {
  if (wanted.length === 0) return [];
  const rows = await db.delivery.findMany({
    where: { id: { in: wanted.map(({ id }) => id) } },
    select: listedDelivery,
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return wanted.flatMap(({ id }) => {
    const row = byId.get(id);
    return row ? [listed(actor, row)] : [];
  });
}

type Row = Prisma.DeliveryGetPayload<{ select: typeof listedDelivery }>;

function listed(actor: Actor, { report, ...row }: Row): ListedDelivery {
  return {
    ...row,
    dueAt: row.dueAt.toISOString(),
    lastAttemptAt: row.lastAttemptAt?.toISOString() ?? null,
    sentAt: row.sentAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    category: report.category.name,
    report: { id: report.id, title: titleFor(actor, row.body.id, report) },
  };
}

/** The title of a report that is not public is for those only who may see such reports. */
function titleFor(actor: Actor, bodyId: number, report: Row["report"]): string | null {
  const subject = { bodyIds: [bodyId], categoryId: report.category.id };
  return report.visibility === "public" || may(actor, "report:view-private", subject) ? report.title : null;
}
