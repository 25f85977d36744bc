import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { may } from "@/lib/auth/permissions";
import { type Scope, scopeOf } from "@/lib/auth/scope";
import { db, Prisma } from "@/lib/db";
import { failingStates, openStates } from "@/lib/delivery/delivery-filter";
import { type Page, pageOf, pageSize, readCursor } from "@/lib/page";
import { DeliveryState, type UpdateOrigin } from "@/prisma/generated/enums";

/** An address may carry anything: what it says wrongly is taken for not said. */
const lenient = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);
const id = lenient(z.coerce.number().int().positive().max(2_147_483_647));

/** Which updates on their way a list is about; the parameters of its address. */
export const UpdateDeliveryQuery = z.object({
  /** One state, or `all`; absent = what is under way or needs a person. */
  state: lenient(z.enum([...Object.values(DeliveryState), "all"])),
  body: id,
  connection: id,
  report: id,
  /** Only what was tried and did not arrive; what a rule has wait from its fifth time on. */
  failing: lenient(z.literal("1")),
  cursor: z.string().optional(),
});
export type UpdateDeliveryQuery = z.output<typeof UpdateDeliveryQuery>;

/** One line of what is passed on, fit for JSON: times are ISO 8601 in UTC. */
export type ListedUpdateDelivery = {
  id: number;
  state: DeliveryState;
  attempts: number;
  lastError: string | null;
  saidAt: string;
  dueAt: string;
  lastAttemptAt: string | null;
  sentAt: string | null;
  externalId: string | null;
  body: { id: number; name: string };
  connection: { id: number; slug: string; paused: boolean } | null;
  category: string;
  /** `title` and the update's `text` are null to whoever may not see reports that are not public. */
  report: { id: number; title: string | null };
  update: { id: number; origin: UpdateOrigin; text: string | null };
};

/** How much of an update's text a list shows. */
const shown = 200;

/**
 * What is passed on to bodies, and what became of what was: one page within the actor's body and categories, the newest first.
 * @throws DomainError `forbidden` without `delivery:view`, `invalid` for a foreign cursor
 */
export async function listUpdateDeliveries(
  actor: Actor,
  input: unknown,
): Promise<Page<ListedUpdateDelivery>> {
  const scope = scopeOf(actor, "delivery:view");
  const query = UpdateDeliveryQuery.parse(input);
  const after = readCursor(query.cursor, z.tuple([z.number().int()]));
  const found = await matching(scope, query, after?.[0] ?? null);
  const { items, next } = pageOf(found, (row) => [row.id]);
  return { items: await read(actor, items), next };
}

/** Each connection and state is read by its own index in the order wanted, and no further than a page. */
async function matching(
  scope: Scope,
  query: UpdateDeliveryQuery,
  after: number | null,
): Promise<{ id: number }[]> {
  const conditions = Prisma.join(conditionsOf(scope, query, after), " and ");
  if (query.report !== undefined) {
    return db.$queryRaw`
      select u.id from "Delivery" d join "UpdateDelivery" u on u."deliveryId" = d.id
      where d."reportId" = ${query.report} and u.state = any(${statesOf(query)}::"DeliveryState"[]) and ${conditions}
      order by u.id desc limit ${pageSize + 1}`;
  }
  const bodyId = scope.bodyId ?? query.body;
  const connections = [
    ...(bodyId === undefined ? [] : [Prisma.sql`"bodyId" = ${bodyId}`]),
    ...(query.connection === undefined ? [] : [Prisma.sql`id = ${query.connection}`]),
  ];
  const lanes = connections.length > 0 ? Prisma.join(connections, " and ") : Prisma.sql`true`;
  const noLane = query.connection === undefined ? Prisma.sql`union all select null::int` : Prisma.empty;
  return db.$queryRaw`
    select one.id from (select id from "Connection" where ${lanes} ${noLane}) lane
    cross join unnest(${statesOf(query)}::"DeliveryState"[]) as wanted(state)
    cross join lateral (
      (select u.id from "UpdateDelivery" u join "Delivery" d on d.id = u."deliveryId"
        where u."connectionId" = lane.id and u.state = wanted.state and ${conditions}
        order by u.id desc limit ${pageSize + 1})
      union all
      (select u.id from "UpdateDelivery" u join "Delivery" d on d.id = u."deliveryId"
        where lane.id is null and u."connectionId" is null and u.state = wanted.state and ${conditions}
        order by u."connectionId", u.state, u.id desc limit ${pageSize + 1})) one
    order by one.id desc limit ${pageSize + 1}`;
}

function statesOf({ state, failing }: UpdateDeliveryQuery): DeliveryState[] {
  const asked: readonly DeliveryState[] =
    state === "all" ? Object.values(DeliveryState) : state ? [state] : failing ? failingStates : openStates;
  const possible: readonly DeliveryState[] = failing ? failingStates : asked;
  return asked.filter((one) => possible.includes(one));
}

function conditionsOf(scope: Scope, query: UpdateDeliveryQuery, after: number | null): Prisma.Sql[] {
  const parts: Prisma.Sql[] = [Prisma.sql`true`];
  if (after !== null) parts.push(Prisma.sql`u.id < ${after}`);
  if (scope.bodyId !== null) parts.push(Prisma.sql`d."bodyId" = ${scope.bodyId}`);
  if (query.body !== undefined) parts.push(Prisma.sql`d."bodyId" = ${query.body}`);
  if (query.report !== undefined && query.connection !== undefined)
    parts.push(Prisma.sql`u."connectionId" = ${query.connection}`);
  if (scope.categoryIds)
    parts.push(Prisma.sql`exists (
      select 1 from "Report" r where r.id = d."reportId" and r."categoryId" = any(${[...scope.categoryIds]}::int[]))`);
  if (query.failing)
    parts.push(Prisma.sql`u.attempts > 0 and u."lastError" is not null
      and (u.attempts >= 5 or u.history -> -1 ->> 'outcome' is distinct from 'waited')`);
  return parts;
}

const listed = {
  ...{ id: true, state: true, attempts: true, lastError: true, saidAt: true, dueAt: true },
  ...{ lastAttemptAt: true, sentAt: true, externalId: true },
  connection: { select: { id: true, slug: true, pausedAt: true } },
  update: { select: { id: true, origin: true, text: true } },
  delivery: {
    select: {
      body: { select: { id: true, name: true } },
      report: {
        select: {
          ...{ id: true, title: true, visibility: true, categoryId: true },
          category: { select: { name: true } },
        },
      },
    },
  },
} as const satisfies Prisma.UpdateDeliverySelect;

async function read(actor: Actor, wanted: readonly { id: number }[]): Promise<ListedUpdateDelivery[]> {
  const rows = await db.updateDelivery.findMany({
    where: { id: { in: wanted.map((row) => row.id) } },
    orderBy: { id: "desc" },
    select: listed,
  });
  return rows.map(({ delivery: { body, report }, connection, update, ...row }) => {
    const subject = { bodyIds: [body.id], categoryId: report.categoryId };
    const sees = report.visibility === "public" || may(actor, "report:view-private", subject);
    return {
      ...row,
      saidAt: row.saidAt.toISOString(),
      dueAt: row.dueAt.toISOString(),
      lastAttemptAt: row.lastAttemptAt?.toISOString() ?? null,
      sentAt: row.sentAt?.toISOString() ?? null,
      body,
      connection: connection && {
        ...{ id: connection.id, slug: connection.slug, paused: connection.pausedAt !== null },
      },
      category: report.category.name,
      report: { id: report.id, title: sees ? report.title : null },
      update: { ...update, text: sees ? update.text.slice(0, shown) : null },
    };
  });
}
