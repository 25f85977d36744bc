import { db } from "@/lib/db";

const batch = 1_000;
/** How many that still wait are looked at again in one sweep, the longest unseen first. */
const lookedAt = 500;

/**
 * Lets go what no longer has to wait: all that is held for a connection that is neither paused nor on hold any more, and of the rest,
 * in turns, what by today's contacts goes another way. Each is judged once more when it is claimed.
 */
export async function releaseHeld(now: Date): Promise<number> {
  let released = 0;
  for (let last = batch; last > 0; released += last) last = await releaseWhereOpen(now);
  return released + (await releaseElsewhere(now));
}

/** In batches, each read in order from an index, so that no statement takes long however much was held. */
async function releaseWhereOpen(now: Date): Promise<number> {
  return db.$executeRaw`
    update "Delivery" d set state = 'due', "dueAt" = ${now}
    from (
      select * from (
        select held.id from "Connection" c join "Body" b on b.id = c."bodyId"
        cross join lateral (
          select h.id from "Delivery" h where h.state = 'held' and h."connectionId" = c.id
          order by h."connectionId", h."dueAt" limit ${batch} for update skip locked) held
        where c."pausedAt" is null and c.method <> 'hold' and b."deletedAt" is null
        limit ${batch}) with_connection
      union all
      select * from (
        select h.id from "Delivery" h join "Body" b on b.id = h."bodyId"
        where h.state = 'held' and h."connectionId" is null and b."deletedAt" is null
        order by h."connectionId", h."dueAt" limit ${batch} for update of h skip locked) without) held
    where d.id = held.id`;
}

async function releaseElsewhere(now: Date): Promise<number> {
  const seen = await db.$queryRaw<{ state: "due" | "held" }[]>`
    update "Delivery" d set "dueAt" = ${now},
      state = case when b."deletedAt" is not null or way.method = 'hold' or way."pausedAt" is not null
        then 'held' else 'due' end::"DeliveryState"
    from (
      select id, "reportId", "bodyId", "overrideContactId" from "Delivery"
      where state = 'held' order by "dueAt" limit ${lookedAt} for update skip locked) held
    join "Report" r on r.id = held."reportId"
    join "Body" b on b.id = held."bodyId"
    left join "Contact" c on (held."overrideContactId" is null and c."bodyId" = b.id and c."categoryId" = r."categoryId")
      or c.id = held."overrideContactId"
    left join "Connection" way
      on way.id = coalesce(case when b."canBeDevolved" then c."connectionId" end, b."defaultConnectionId")
    where d.id = held.id
    returning d.state`;
  return seen.filter(({ state }) => state === "due").length;
}
