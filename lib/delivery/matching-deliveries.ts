import type { Scope } from "@/lib/auth/scope";
import { db, Prisma } from "@/lib/db";
import { type DeliveryFilter, type DeliveryQuery, statesOf } from "@/lib/delivery/delivery-filter";
import { timeZone } from "@/lib/locale";

/** Where a page begins: after this row, in the list's own order. */
export type After = { id: number; dueAt: Date };

type Order = { by: Prisma.Sql; after: (last: After) => Prisma.Sql };

const orders: Record<DeliveryQuery["sort"], Order> = {
  "-id": { by: Prisma.sql`id desc`, after: ({ id }) => Prisma.sql`d.id < ${id}` },
  id: { by: Prisma.sql`id`, after: ({ id }) => Prisma.sql`d.id > ${id}` },
  due: {
    by: Prisma.sql`"dueAt", id`,
    after: ({ id, dueAt }) => Prisma.sql`(d."dueAt", d.id) > (${dueAt}, ${id})`,
  },
  "-due": {
    by: Prisma.sql`"dueAt" desc, id desc`,
    after: ({ id, dueAt }) => Prisma.sql`(d."dueAt", d.id) < (${dueAt}, ${id})`,
  },
};

/**
 * The deliveries that a filter means, as far as the scope goes, in this order. Each state is read by its own index in the order
 * wanted, and no further than the limit: however many were ever sent, a page costs the same.
 */
export async function matchingDeliveries(
  scope: Scope,
  filter: DeliveryFilter,
  page: { sort: DeliveryQuery["sort"]; after: After | null; limit: number },
): Promise<After[]> {
  const { by, after } = orders[page.sort];
  const conditions = [...conditionsOf(scope, filter), ...(page.after ? [after(page.after)] : [])];
  return db.$queryRaw<After[]>`
    select one.id, one."dueAt" from unnest(${statesOf(filter)}::"DeliveryState"[]) as wanted(state)
    cross join lateral (
      select d.id, d."dueAt" from "Delivery" d
      where ${Prisma.join([Prisma.sql`d.state = wanted.state`, ...conditions], " and ")}
      order by ${by} limit ${page.limit}
    ) one
    order by ${by} limit ${page.limit}`;
}

/** How many more than this are not counted: nobody needs to know, and counting takes its time. */
export const countedUpTo = 10_000;

/** How many a filter means, at most `countedUpTo + 1`. */
export async function countMatching(scope: Scope, filter: DeliveryFilter): Promise<number> {
  const conditions = conditionsOf(scope, filter);
  const [row] = await db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from (
      select 1 from "Delivery" d
      where ${Prisma.join([Prisma.sql`d.state = any(${statesOf(filter)}::"DeliveryState"[])`, ...conditions], " and ")}
      limit ${countedUpTo + 1}
    ) counted`;
  return row?.count ?? 0;
}

function conditionsOf(scope: Scope, filter: DeliveryFilter): Prisma.Sql[] {
  const { body, connection, category, method, failing, since, until } = filter;
  const parts: Prisma.Sql[] = [];
  if (scope.bodyId !== null) parts.push(Prisma.sql`d."bodyId" = ${scope.bodyId}`);
  if (scope.categoryIds) parts.push(inCategories(scope.categoryIds));
  if (body !== undefined) parts.push(Prisma.sql`d."bodyId" = ${body}`);
  if (connection !== undefined) parts.push(Prisma.sql`d."connectionId" = ${connection}`);
  if (category !== undefined) parts.push(inCategories([category]));
  if (method !== undefined) parts.push(Prisma.sql`d.method = ${method}::"SendMethod"`);
  if (failing) parts.push(Prisma.sql`d.attempts > 0 and d."lastError" is not null`);
  if (since) parts.push(Prisma.sql`d."createdAt" >= ${startOf(since)}`);
  if (until) parts.push(Prisma.sql`d."createdAt" < ${startOf(until, 1)}`);
  return parts;
}

/** By the category that the report is in today: what decides who may see it. */
const inCategories = (ids: readonly number[]) => Prisma.sql`exists (
  select 1 from "Report" r where r.id = d."reportId" and r."categoryId" = any(${[...ids]}::int[]))`;

/** When a day, or the one so many days later, begins on the site's clock. */
const startOf = (day: string, later = 0) =>
  Prisma.sql`((${day}::date + ${later}::int)::timestamp at time zone ${timeZone})`;
