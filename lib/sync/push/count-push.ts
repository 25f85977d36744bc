import { z } from "zod";
import { db, type Tx } from "@/lib/db";
import { addTo, type Counted, noCounts, type PollCounts } from "@/lib/sync/pull/poll-row";

const HOUR_MS = 3_600_000;

/** The row that a connection's pushes of one hour are counted in: a row each would be too many. */
export async function pushPoll(connectionId: number, now: Date): Promise<number> {
  const hour = new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS);
  const known = await findPoll(db, connectionId, hour);
  if (known !== null) return known;
  return db.$transaction(async (tx) => {
    // Of those that come first in an hour at the same time, one makes the row.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('push'), ${connectionId}::int)`;
    const made = await findPoll(tx, connectionId, hour);
    if (made !== null) return made;
    const { id } = await tx.poll.create({
      data: {
        ...{ connectionId, kind: "updates", trigger: "push", state: "done" },
        ...{ startedAt: hour, windowStart: hour, windowEnd: new Date(hour.getTime() + HOUR_MS) },
        counts: noCounts(),
      },
      select: { id: true },
    });
    return id;
  });
}

async function findPoll(tx: Tx, connectionId: number, hour: Date): Promise<number | null> {
  const where = { connectionId, kind: "updates", trigger: "push", startedAt: hour } as const;
  const row = await tx.poll.findFirst({ where, orderBy: { id: "asc" }, select: { id: true } });
  return row?.id ?? null;
}

const Counts = z.object({
  seen: z.number(),
  created: z.number(),
  known: z.number(),
  skipped: z.record(z.string(), z.number()),
  dead: z.number(),
}) satisfies z.ZodType<PollCounts>;

/** Counts what came of one push. */
export async function countPush(pollId: number, taken: Counted): Promise<void> {
  await db.$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ counts: unknown }[]>`
      select counts from "Poll" where id = ${pollId} for no key update`;
    const counts = Counts.catch(noCounts()).parse(row?.counts);
    addTo(counts, [taken]);
    await tx.poll.updateMany({ where: { id: pollId }, data: { counts } });
  });
}
