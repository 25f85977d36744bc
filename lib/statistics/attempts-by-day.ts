import type { Actor } from "@/lib/actor";
import { scopeOf } from "@/lib/auth/scope";
import { db, Prisma } from "@/lib/db";
import { timeZone } from "@/lib/locale";
import { deliveriesIn } from "@/lib/statistics/scope-sql";

/** Attempts of one day (`2026-11-24`, on the site's own clock) by what came of them. */
export type DayOfAttempts = { day: string; sent: number; failed: number; unclear: number };

/**
 * How sending went on each of the last `days` days, the oldest first; days without any attempt are there too.
 * @throws DomainError `forbidden`
 */
export async function attemptsByDay(
  actor: Actor,
  { days = 30, now = new Date() }: { days?: number; now?: Date } = {},
): Promise<DayOfAttempts[]> {
  const scope = scopeOf(actor, "delivery:view");
  const all = scope.bodyId === null && scope.categoryIds === null;
  const within = all
    ? Prisma.sql`true`
    : Prisma.sql`exists (select 1 from "Delivery" d where d.id = a."deliveryId" and ${deliveriesIn(scope)})`;
  return db.$queryRaw<DayOfAttempts[]>`
    with day as (
      select generate_series(0, ${days - 1}::int) as back, (${now}::timestamptz at time zone ${timeZone})::date as today),
    counted as (
      select (a."startedAt" at time zone ${timeZone})::date as day, a.outcome, count(*)::int as n
      from "DeliveryAttempt" a, (select min(today - back) as first from day) as window_
      where a."startedAt" >= window_.first::timestamp at time zone ${timeZone} and ${within}
      group by 1, 2)
    select to_char(d.today - d.back, 'YYYY-MM-DD') as day,
      coalesce(sum(c.n) filter (where c.outcome = 'sent'), 0)::int as sent,
      coalesce(sum(c.n) filter (where c.outcome = 'failed'), 0)::int as failed,
      coalesce(sum(c.n) filter (where c.outcome = 'unclear'), 0)::int as unclear
    from day d left join counted c on c.day = d.today - d.back
    group by d.today, d.back order by d.back desc`;
}
