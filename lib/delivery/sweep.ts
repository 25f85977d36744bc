import { db } from "@/lib/db";
import { freeExpired } from "@/lib/delivery/free-expired";
import { nudge } from "@/lib/delivery/nudge";
import { canLookUp } from "@/lib/delivery/pick";
import { releaseHeld } from "@/lib/delivery/release-held";
import { type SweptUpdates, sweepUpdates } from "@/lib/delivery/updates/sweep-updates";
import { env } from "@/lib/env";

export type Swept = SweptUpdates & { nudged: number; released: number; freed: number; unclear: number };

/**
 * Keeps the rows true and the queue supplied: releases what was held and may go now, frees the claims of
 * workers that went silent, and nudges what is due. Losing the whole queue therefore loses nothing.
 */
export async function sweep(now: Date): Promise<Swept> {
  const released = await releaseHeld(now);
  const { freed, unclear } = await freeExpired(now);
  const nudged = await nudgeDue(now);
  return { nudged, released, freed, unclear, ...(await sweepUpdates(now)) };
}

/** A few nudges wake every worker there is; each takes all that is due. */
async function nudgeDue(now: Date): Promise<number> {
  return db.$transaction(async (tx) => {
    const due = await tx.$queryRaw<{ id: number; reportId: number }[]>`
      (select id, "reportId" from "Delivery" where state = 'due' and "dueAt" <= ${now} order by "dueAt" limit 20)
      union all
      (select d.id, d."reportId" from "Connection" c cross join lateral (
        select id, "reportId" from "Delivery"
        where state = 'unclear' and "connectionId" = c.id and "dueAt" <= ${now} order by "dueAt" limit 1) d
      where c."pausedAt" is null and ${canLookUp} and not ${env.STAGING} limit 1)`;
    await nudge(tx, due);
    return due.length;
  });
}
