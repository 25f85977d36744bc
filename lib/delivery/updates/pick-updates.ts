import { Prisma, type Tx } from "@/lib/db";
import { defaultConcurrency, type LaneKey } from "@/lib/delivery/lanes";
import { mostPicked, type Wanted } from "@/lib/delivery/pick";
import { isNext } from "@/lib/delivery/updates/release";

/** An update that may be claimed, locked for the length of the transaction. */
export type PickedUpdate = { id: number; lane: LaneKey; concurrency: number };

/** A connection (`c`, of the body `b`) that updates go by now; where not, they wait and are not lost (TRAP-22). */
const goes = Prisma.sql`c."pausedAt" is null and c.method <> 'hold' and c."sendUpdates" and b."deletedAt" is null`;
/** The same of a body that is told by mail without a connection. */
const forwards = Prisma.sql`b."forwardUpdates" and b."deletedAt" is null`;

/**
 * Picks the updates that are due, lane by lane, as far as each has room, and locks them: each delivery's earliest that is still open,
 * and nothing behind it. Read from one end of each lane's index by turns, as reports are; what waits for an earlier update is held, so
 * that it does not stand in the way there.
 */
export async function pickUpdates(
  tx: Tx,
  now: Date,
  wanted: Wanted,
  rooms: ReadonlyMap<LaneKey, number>,
  latest: boolean,
): Promise<PickedUpdate[]> {
  return tx.$queryRaw<PickedUpdate[]>(
    wanted.ids ? theseQuery(now, wanted, wanted.ids) : dueUpdatesQuery(now, wanted, rooms, latest),
  );
}

function dueUpdatesQuery(
  now: Date,
  { bodyId, connectionId, notTriedSince }: Wanted,
  rooms: ReadonlyMap<LaneKey, number>,
  latest: boolean,
): Prisma.Sql {
  const known = [...rooms].filter((lane): lane is [number, number] => lane[0] !== null);
  // By connection first, which is one and the same here: PostgreSQL reads the index in order for the null one, too, instead of sorting.
  const order = latest
    ? Prisma.sql`u."connectionId" desc, u."dueAt" desc`
    : Prisma.sql`u."connectionId", u."dueAt"`;
  const due = Prisma.sql`u.state = 'due' and u."dueAt" <= ${now} and ${isNext} ${untried(notTriedSince)}`;
  const ofBody = bodyId === undefined ? Prisma.empty : Prisma.sql`and b.id = ${bodyId}`;
  const ofConnection = connectionId === undefined ? Prisma.empty : Prisma.sql`and c.id = ${connectionId}`;
  const byConnection = Prisma.sql`
    select u.id, lane.id as lane, lane.concurrency from (
      select c.id, c.concurrency, coalesce(known.room, c.concurrency) as room
      from "Connection" c join "Body" b on b.id = c."bodyId"
      left join unnest(${known.map(([id]) => id)}::int[], ${known.map(([, room]) => room)}::int[]) as known(id, room) on known.id = c.id
      where ${goes} ${ofConnection} ${ofBody} order by random()) lane
    cross join lateral (
      select u.id from "UpdateDelivery" u where u."connectionId" = lane.id and ${due}
      order by ${order} limit lane.room for no key update of u skip locked) u
    limit ${mostPicked}`;
  if (connectionId !== undefined) return byConnection;
  const withoutConnection = Prisma.sql`
    select u.id, null::int as lane, ${defaultConcurrency}::int as concurrency
    from "UpdateDelivery" u join "Delivery" d on d.id = u."deliveryId" join "Body" b on b.id = d."bodyId"
    where u."connectionId" is null and ${forwards} ${ofBody} and ${due}
    order by ${order} limit ${rooms.get(null) ?? defaultConcurrency} for no key update of u skip locked`;
  return Prisma.sql`select * from (${byConnection}) one union all select * from (${withoutConnection}) other`;
}

/** So that a run by hand attempts each once. */
const untried = (since: Date | undefined): Prisma.Sql =>
  since === undefined
    ? Prisma.empty
    : Prisma.sql`and (u."lastAttemptAt" is null or u."lastAttemptAt" < ${since})`;

/** Exactly these; through a pause where a person says so, but never before an earlier one. */
function theseQuery(
  now: Date,
  { early = false, evenIfPaused = false, notTriedSince }: Wanted,
  ids: readonly number[],
): Prisma.Sql {
  return Prisma.sql`
    select u.id, u."connectionId" as lane, coalesce(c.concurrency, ${defaultConcurrency}::int) as concurrency
    from "UpdateDelivery" u join "Delivery" d on d.id = u."deliveryId" join "Body" b on b.id = d."bodyId"
    left join "Connection" c on c.id = u."connectionId"
    where u.id = any(${[...ids]}::int[]) and u.state = 'due' and (u."dueAt" <= ${now} or ${early || evenIfPaused})
      and case when ${evenIfPaused} then c.id is null or c.method <> 'hold' when c.id is null then ${forwards} else ${goes} end
      and ${isNext} ${untried(notTriedSince)}
    order by u.id for no key update of u`;
}
