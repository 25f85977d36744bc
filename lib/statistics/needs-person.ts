import type { Actor } from "@/lib/actor";
import { hasSomewhere, type Scope, scopeOf } from "@/lib/auth/scope";
import { db, Prisma } from "@/lib/db";
import { forbidden } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { deliveriesIn } from "@/lib/statistics/scope-sql";

/** How many things wait for a person. Null for what the actor may not see; more than `most` are counted as that many. */
export type Needs = {
  deliveries: { failed: number; unclear: number; held: number } | null;
  contacts: { unconfirmed: number; bounced: number } | null;
};

/** Nobody needs a more exact number than this, and counting on would read the whole table. */
export const most = 999;

/**
 * What needs a person now: deliveries that failed more than once (a single failure mends itself in minutes), whose fate is
 * unclear, or that wait; contacts that nobody has confirmed, or whose mail comes back.
 * @throws DomainError `forbidden` for anybody who is no staff
 */
export async function needsPerson(actor: Actor): Promise<Needs> {
  if (actor.kind !== "staff") throw forbidden(translator("refusals")("forbidden"));
  return {
    deliveries: hasSomewhere(actor, "delivery:view") ? await stuck(scopeOf(actor, "delivery:view")) : null,
    contacts: hasSomewhere(actor, "contact:edit") ? await doubtful(scopeOf(actor, "contact:edit")) : null,
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
