import type { Actor } from "@/lib/actor";
import { hasSomewhere, type Scope, scopeOf } from "@/lib/auth/scope";
import { db, Prisma } from "@/lib/db";
import { holdsServices, servicesSeenBy } from "@/lib/delivery/held-services";
import { env } from "@/lib/env";
import { forbidden } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { deliveriesIn } from "@/lib/statistics/scope-sql";
import { downAfter } from "@/lib/webhooks/standing";

/** How many things wait for a person. Null for what the actor may not see; more than `most` are counted as that many. */
export type Needs = {
  deliveries: { failed: number; unclear: number; held: number } | null;
  /** People's updates on their way to bodies. */
  updates: { failed: number; unclear: number } | null;
  /** What did not come in from back ends, and connections that nothing came in from for long. */
  incoming: { letters: number; unread: number } | null;
  contacts: { unconfirmed: number; bounced: number } | null;
  /** Service lists whose changes somebody has to look at first. */
  services: { held: number } | null;
  /** Other systems that do not take what they are told of, or that nothing is sent to any more because of that. */
  webhooks: { failing: number } | null;
};

/** Nobody needs a more exact number than this, and counting on would read the whole table. */
export const most = 999;

/** As lib/bodies/connection-settings.ts has it, for what was saved before there was such a setting. */
const usualMinutes = 15;
/** So many pulls in a row that brought nothing are no accident. */
const missedPulls = 3;

/**
 * What needs a person now: deliveries and updates that failed more than once (a single failure mends itself in minutes), whose fate
 * is unclear, or that wait; what back ends told and did not come in, and back ends that were not read for long; contacts that nobody
 * has confirmed, or whose mail comes back; service lists whose changes wait; webhooks that do not answer.
 * @throws DomainError `forbidden` for anybody who is no staff
 */
export async function needsPerson(actor: Actor, now: Date = new Date()): Promise<Needs> {
  if (actor.kind !== "staff") throw forbidden(translator("refusals")("forbidden"));
  const seen = hasSomewhere(actor, "delivery:view") ? scopeOf(actor, "delivery:view") : null;
  return {
    deliveries: seen && (await stuck(seen)),
    updates: seen && (await stuckUpdates(seen)),
    // What did not come in belongs to no category: it is for those who see all of the body's.
    incoming: seen && seen.categoryIds === null ? await incoming(seen, now) : null,
    contacts: hasSomewhere(actor, "contact:edit") ? await doubtful(scopeOf(actor, "contact:edit")) : null,
    services: await heldLists(servicesSeenBy(actor)),
    webhooks: hasSomewhere(actor, "api:edit") ? await unheard(scopeOf(actor, "api:edit")) : null,
  };
}

async function stuck(scope: Scope): Promise<{ failed: number; unclear: number; held: number }> {
  const within = deliveriesIn(scope);
  const count = (state: Prisma.Sql) => Prisma.sql`(select count(*)::int from (
    select 1 from "Delivery" d where ${state} and ${within} limit ${most}) as few)`;
  const [row] = await db.$queryRaw<{ failed: number; unclear: number; held: number }[]>`
    select ${count(Prisma.sql`d.state = 'due' and d.attempts > 1 and d."lastError" is not null`)} as failed,
           ${count(Prisma.sql`d.state = 'unclear'`)} as unclear,
           ${count(Prisma.sql`d.state = 'held'`)} as held`;
  return row ?? { failed: 0, unclear: 0, held: 0 };
}

async function stuckUpdates(scope: Scope): Promise<{ failed: number; unclear: number }> {
  const count = (state: Prisma.Sql) => Prisma.sql`(select count(*)::int from (
    select 1 from "UpdateDelivery" u join "Delivery" d on d.id = u."deliveryId"
    where ${state} and ${deliveriesIn(scope)} limit ${most}) as few)`;
  const [row] = await db.$queryRaw<{ failed: number; unclear: number }[]>`
    select ${count(Prisma.sql`u.state = 'due' and u.attempts > 1 and u."lastError" is not null`)} as failed,
           ${count(Prisma.sql`u.state = 'unclear'`)} as unclear`;
  return row ?? { failed: 0, unclear: 0 };
}

async function incoming({ bodyId }: Scope, now: Date): Promise<{ letters: number; unread: number }> {
  const ofBody = bodyId === null ? Prisma.sql`true` : Prisma.sql`c."bodyId" = ${bodyId}`;
  const [row] = await db.$queryRaw<{ letters: number; unread: number }[]>`
    select (select count(*)::int from (
        select 1 from "DeadLetter" l join "Connection" c on c.id = l."connectionId"
        where l."resolvedAt" is null and ${ofBody} limit ${most}) as few) as letters,
      (select count(*)::int from "Connection" c join "Body" b on b.id = c."bodyId"
        where c.method = 'open311' and c."pausedAt" is null and b."deletedAt" is null and ${ofBody}
          and (c."pullUpdates" or c."pullRequests")
          and (b."updatesUserId" is null or ${isLate(now)})) as unread`;
  // On a test system nobody is asked.
  return { letters: row?.letters ?? 0, unread: env.STAGING ? 0 : Math.min(row?.unread ?? 0, most) };
}

/** Whether what is pulled over the connection `c` was last read longer ago than some pulls take; never, although it was its turn. */
const isLate = (now: Date): Prisma.Sql => Prisma.sql`exists (
  select 1 from "Watermark" w
  cross join lateral (select ${now}::timestamptz - make_interval(mins => ${missedPulls}::int *
    case jsonb_typeof(c.settings -> 'pullEveryMinutes')
      when 'number' then (c.settings ->> 'pullEveryMinutes')::int else ${usualMinutes}::int end) as latest) as late
  where w."connectionId" = c.id
    and ((w.kind = 'updates' and c."pullUpdates") or (w.kind = 'requests' and c."pullRequests"))
    and (w."lastReadAt" < late.latest
      or (w."lastReadAt" is null and (w.failures >= ${missedPulls} or w."dueAt" < late.latest))))`;

async function doubtful({ bodyId, categoryIds }: Scope): Promise<{ unconfirmed: number; bounced: number }> {
  const within = {
    body: { deletedAt: null },
    ...(bodyId !== null && { bodyId }),
    ...(categoryIds && { categoryId: { in: [...categoryIds] } }),
  } satisfies Prisma.ContactWhereInput;
  const [unconfirmed, bounced] = await Promise.all([
    db.contact.count({ where: { ...within, state: "unconfirmed" } }),
    db.contact.count({ where: { ...within, state: { not: "deleted" }, bouncedAt: { not: null } } }),
  ]);
  return { unconfirmed, bounced };
}

/** @param bodyId null = every body's; undefined = not shown */
async function heldLists(bodyId: number | null | undefined): Promise<{ held: number } | null> {
  if (bodyId === undefined) return null;
  const [row] = await db.$queryRaw<{ held: number }[]>`
    select count(*)::int as held from "Watermark" w
    join "Connection" c on c.id = w."connectionId" join "Body" b on b.id = c."bodyId"
    where ${holdsServices} and b."deletedAt" is null and (${bodyId}::int is null or c."bodyId" = ${bodyId}::int)`;
  return { held: Math.min(row?.held ?? 0, most) };
}

/** As the list of webhooks calls them: failing, and stopped by itself. Nobody's who is limited to categories. */
async function unheard({ bodyId, categoryIds }: Scope): Promise<{ failing: number } | null> {
  if (categoryIds !== null) return null;
  const failing = await db.webhook.count({
    where: {
      ...(bodyId !== null && { bodyId }),
      OR: [{ failures: { gte: downAfter } }, { pausedAt: { not: null }, failures: { gt: 0 } }],
    },
  });
  return { failing };
}
