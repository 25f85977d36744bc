import { db } from "@/lib/db";
import { freeExpired } from "@/lib/delivery/free-expired";
import { canLookUp } from "@/lib/delivery/pick";
import { releaseHeld } from "@/lib/delivery/release-held";
import { env } from "@/lib/env";
import { enqueueAll } from "@/lib/queue";

export type Swept = { nudged: number; released: number; freed: number; unclear: number };

/** One nudge wakes a whole worker, which then takes all that is due: these are for many workers. */
const nudges = 20;

/**
 * Keeps the rows true and the queue supplied: releases what was held and may go now, frees the claims of
 * workers that went silent, and nudges what is due. Losing the whole queue therefore loses nothing.
 */
export async function sweep(now: Date): Promise<Swept> {
  const released = await releaseHeld(now);
  const { freed, unclear } = await freeExpired(now);
  return { nudged: await nudgeDue(now), released, freed, unclear };
}

async function nudgeDue(now: Date): Promise<number> {
  return db.$transaction(async (tx) => {
    const due = await tx.$queryRaw<{ id: number }[]>`
      (select id from "Delivery" where state = 'due' and "dueAt" <= ${now} order by "dueAt" limit ${nudges})
      union all
      (select d.id from "Connection" c cross join lateral (
        select id from "Delivery" where state = 'unclear' and "connectionId" = c.id and "dueAt" <= ${now} order by "dueAt" limit 1) d
      where c."pausedAt" is null and ${canLookUp} and not ${env.STAGING} limit 1)`;
    await enqueueAll(
      tx,
      "deliver",
      due.map(({ id }) => ({ payload: { deliveryId: id }, key: `deliver:${id}` })),
    );
    return due.length;
  });
}
