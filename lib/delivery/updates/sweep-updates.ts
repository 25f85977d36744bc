import { db } from "@/lib/db";
import { freeExpiredUpdates } from "@/lib/delivery/updates/free-expired-updates";
import { lookAgain } from "@/lib/delivery/updates/look-again";
import { nudgeUpdates } from "@/lib/delivery/updates/nudge";

export type SweptUpdates = {
  nudgedUpdates: number;
  releasedUpdates: number;
  freedUpdates: number;
  unclearUpdates: number;
};

/** The same for updates on their way: frees, looks again at what waits, and nudges what is due. */
export async function sweepUpdates(now: Date): Promise<SweptUpdates> {
  const { freed, unclear } = await freeExpiredUpdates(now);
  const released = await lookAgain(now);
  const nudged = await db.$transaction(async (tx) => {
    const due = await tx.$queryRaw<{ deliveryId: number }[]>`
      select "deliveryId" from "UpdateDelivery" where state = 'due' and "dueAt" <= ${now} order by "dueAt" limit 20`;
    await nudgeUpdates(tx, due);
    return due.length;
  });
  return {
    ...{ nudgedUpdates: nudged, releasedUpdates: released },
    ...{ freedUpdates: freed, unclearUpdates: unclear },
  };
}
