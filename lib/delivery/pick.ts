import { Prisma, type Tx } from "@/lib/db";
import { defaultConcurrency, type LaneKey } from "@/lib/delivery/lanes";
import { env } from "@/lib/env";

/** Which deliveries a sender is after. */
export type Wanted = {
  /** Exactly these; they are waited for when somebody else has their report at the moment. */
  ids?: readonly number[];
  /** These also before their time: a person asked for it. */
  early?: boolean;
  /** These also while they are held: a person wants them sent through the pause. */
  evenIfPaused?: boolean;
  bodyId?: number | undefined;
  connectionId?: number | undefined;
  /** Only those that were not attempted since: so that a run by hand attempts each once. */
  notTriedSince?: Date;
};

/** A delivery that may be claimed, with its report locked for the length of the transaction. */
export type Picked = { id: number; reportId: number; lane: LaneKey; concurrency: number };

/** Paused lanes are cleared away, not sent: many at once. */
const pausedRoom = 100;
/** So many are picked at once at most, however many lanes there are. */
export const mostPicked = 300;

/** Connections (`c`) whose back end can be asked whether it has a report: what is unclear there clears itself up. */
export const canLookUp = Prisma.sql`coalesce(c.settings ->> 'lookUp', 'none') <> 'none'`;

/**
 * Picks what is due, lane by lane, as far as each has room, and locks the reports: a report's deliveries are only ever claimed by
 * one worker at a time. Each lane's index is read from one end for no more rows than there is room for, whatever the table holds.
 * By turns the longest due and the latest: what failed is due again much later, so that no backlog of failures, however large, keeps
 * a fresh report waiting or an old one forgotten.
 */
export async function pickDue(
  tx: Tx,
  now: Date,
  wanted: Wanted,
  rooms: ReadonlyMap<LaneKey, number>,
  latest: boolean,
): Promise<Picked[]> {
  if (wanted.ids) return pickThese(tx, now, wanted, wanted.ids);
  return tx.$queryRaw<Picked[]>(dueQuery(now, wanted, rooms, latest));
}

/** The statement by itself, so that its plan can be looked at (jobs/bench/claims.ts). */
export function dueQuery(
  now: Date,
  wanted: Wanted,
  rooms: ReadonlyMap<LaneKey, number>,
  latest: boolean,
): Prisma.Sql {
  const known = [...rooms].filter((lane): lane is [number, number] => lane[0] !== null);
  // By connection first, which is one and the same here: PostgreSQL reads the index in order for the null one, too, instead of sorting.
  const order = latest
    ? Prisma.sql`d."connectionId" desc, d."dueAt" desc`
    : Prisma.sql`d."connectionId", d."dueAt"`;
  const more = Prisma.sql`
    ${wanted.bodyId === undefined ? Prisma.empty : Prisma.sql`and d."bodyId" = ${wanted.bodyId}`}
    ${wanted.notTriedSince === undefined ? Prisma.empty : Prisma.sql`and (d."lastAttemptAt" is null or d."lastAttemptAt" < ${wanted.notTriedSince})`}`;
  const due = (state: "due" | "unclear", lane: Prisma.Sql, room: Prisma.Sql) => Prisma.sql`
    select d.id, d."reportId" from "Delivery" d join "Report" r on r.id = d."reportId"
    where d.state = ${state}::"DeliveryState" and ${lane} and d."dueAt" <= ${now} ${more}
    order by ${order} limit ${room} for no key update of r skip locked`;
  const ofConnection =
    wanted.connectionId === undefined ? Prisma.empty : Prisma.sql`and c.id = ${wanted.connectionId}`;
  const branches = [
    Prisma.sql`
      select d.id, d."reportId", lane.id as lane, lane.concurrency from (
        select c.id, c.concurrency,
          case when c."pausedAt" is not null or c.method = 'hold' then ${pausedRoom} else coalesce(known.room, c.concurrency) end as room
        from "Connection" c
        left join unnest(${known.map(([id]) => id)}::int[], ${known.map(([, room]) => room)}::int[]) as known(id, room) on known.id = c.id
        where true ${ofConnection} order by random()) lane
      cross join lateral (${due("due", Prisma.sql`d."connectionId" = lane.id`, Prisma.sql`lane.room`)}) d limit ${mostPicked}`,
  ];
  if (wanted.connectionId === undefined) {
    const room = Prisma.sql`${rooms.get(null) ?? defaultConcurrency}`;
    branches.push(Prisma.sql`
      select d.id, d."reportId", null::int as lane, ${defaultConcurrency}::int as concurrency
      from (${due("due", Prisma.sql`d."connectionId" is null`, room)}) d`);
  }
  // On a test system not even a question leaves for a real body.
  if (!env.STAGING) {
    branches.push(Prisma.sql`
      select d.id, d."reportId", c.id as lane, c.concurrency from "Connection" c
      cross join lateral (${due("unclear", Prisma.sql`d."connectionId" = c.id`, Prisma.sql`c.concurrency`)}) d
      where c."pausedAt" is null and ${canLookUp} ${ofConnection} limit ${mostPicked}`);
  }
  return Prisma.join(
    branches.map((branch) => Prisma.sql`select * from (${branch}) branch`),
    " union all ",
  );
}

async function pickThese(
  tx: Tx,
  now: Date,
  { early = false, evenIfPaused = false }: Wanted,
  ids: readonly number[],
): Promise<Picked[]> {
  return tx.$queryRaw<Picked[]>`
    select d.id, d."reportId", d."connectionId" as lane, ${defaultConcurrency}::int as concurrency
    from "Delivery" d join "Report" r on r.id = d."reportId"
    where d.id = any(${[...ids]}::int[]) and (d.state = 'due' or (d.state = 'held' and ${evenIfPaused}))
      and (d."dueAt" <= ${now} or ${early || evenIfPaused})
    order by r.id for no key update of r`;
}

/**
 * Of the picked reports, the deliveries that can still be claimed, locked; also those that nobody picked, as they may go together
 * with one that was.
 */
export async function lockPicked(
  tx: Tx,
  now: Date,
  { early = false, evenIfPaused = false }: Wanted,
  picked: readonly Picked[],
): Promise<number[]> {
  const ids = picked.map(({ id }) => id);
  const reportIds = [...new Set(picked.map(({ reportId }) => reportId))];
  const rows = await tx.$queryRaw<{ id: number }[]>`
    select id from "Delivery"
    where "reportId" = any(${reportIds}::int[])
      and ((id = any(${ids}::int[]) and (state in ('due', 'unclear') or (state = 'held' and ${evenIfPaused}))
            and ("dueAt" <= ${now} or ${early || evenIfPaused}))
        or (state = 'due' and "dueAt" <= ${now}))
    order by id for update`;
  return rows.map(({ id }) => id);
}
