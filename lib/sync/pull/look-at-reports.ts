import { z } from "zod";
import { db, Prisma } from "@/lib/db";
import { statesOfKinds } from "@/lib/reports/states";
import { Reached } from "@/lib/sync/pull/poll-row";

/** A report whose state is asked for. */
export type Asked = {
  /** Of its delivery. */
  id: number;
  externalId: string;
  /** The back end has said something about it before. */
  spoken: boolean;
};

/** Reports that were closed longer ago are over. */
const closedDays = 60;
/** So many deliveries are passed with one step, and so many steps are made in one turn: most of a town's reports are over. */
const step = { rows: 10_000, times: 5 };

/**
 * The connection's reports that may still change, those first that were not looked at for longest: in the order of their ids, around and
 * around. A bounded number of rows is visited, each by index.
 * @returns where the next turn is to go on
 */
export async function reportsToLookAt(
  connectionId: number,
  { afterId, most, now }: { afterId: number; most: number; now: Date },
): Promise<{ reports: Asked[]; afterId: number }> {
  const reports: Asked[] = [];
  let from = afterId;
  for (let times = 0; times < step.times; times++) {
    const end = await endOfStep(connectionId, from);
    reports.push(...(await openBetween(connectionId, { from, end, now, most: most - reports.length })));
    const last = reports.at(-1);
    if (last && reports.length >= most) return { reports, afterId: last.id };
    if (end === null) return { reports, afterId: 0 };
    from = end;
  }
  return { reports, afterId: from };
}

const states = Prisma.sql`unnest(array['sent', 'received']::"DeliveryState"[]) s(state)`;

/** The last of a step's ids; null when no more follow. */
async function endOfStep(connectionId: number, from: number): Promise<number | null> {
  const [row] = await db.$queryRaw<{ id: number }[]>`
    select d.id from ${states} cross join lateral (
      select id from "Delivery" where "connectionId" = ${connectionId} and state = s.state and id > ${from}
      order by id limit ${step.rows}
    ) d order by d.id offset ${step.rows - 1} limit 1`;
  return row?.id ?? null;
}

type Between = { from: number; end: number | null; now: Date; most: number };

const openBetween = (connectionId: number, { from, end, now, most }: Between): Promise<Asked[]> =>
  db.$queryRaw<Asked[]>`
    select d.id, d."externalId",
      exists (select 1 from "Update" u where u."reportId" = r.id and u."connectionId" = ${connectionId}) as spoken
    from ${states} cross join lateral (
      select id, "reportId", "externalId" from "Delivery"
      where "connectionId" = ${connectionId} and state = s.state and id > ${from} and id <= ${end ?? 2_147_483_647}
    ) d join "Report" r on r.id = d."reportId"
    where d."externalId" is not null
      and (r.state <> all(${statesOfKinds(["fixed", "closed"])}::"ReportState"[])
        or r."updatedAt" > ${new Date(now.getTime() - closedDays * 86_400_000)})
    order by d.id limit ${most}`;

const Counts = z.object({ reached: Reached });

/** Where the latest look ended, as its poll tells. */
export async function lastReached(connectionId: number): Promise<Reached> {
  const poll = await db.poll.findFirst({
    where: { connectionId, kind: "updates", counts: { path: ["reached", "afterId"], gte: 0 } },
    orderBy: { startedAt: "desc" },
    select: { counts: true },
  });
  const counts = Counts.safeParse(poll?.counts);
  return counts.success ? counts.data.reached : { afterId: 0, singly: false };
}
