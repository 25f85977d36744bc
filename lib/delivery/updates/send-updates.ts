import { db } from "@/lib/db";
import type { Delivered } from "@/lib/delivery/line";
import type { Wanted } from "@/lib/delivery/pick";
import { bodyIdOf } from "@/lib/delivery/send-reports";
import { Sender } from "@/lib/delivery/sender";
import { updateLine } from "@/lib/delivery/updates/line";
import { sweepUpdates } from "@/lib/delivery/updates/sweep-updates";

type Options = {
  worker: string;
  now?: Date;
  /** Only updates for this body (slug). */
  body?: string | undefined;
  connectionId?: number | undefined;
  /** Only this report's, for all its bodies, and without waiting for their next attempt's time. */
  reportId?: number | undefined;
};

/** Attempts every update that is due, once, each report's in their order, and answers how many came out which way. */
export async function sendUpdates({
  worker,
  now = new Date(),
  ...only
}: Options): Promise<Record<Delivered, number>> {
  const counts = { sent: 0, failed: 0, unclear: 0, skipped: 0, held: 0, taken: 0, closed: 0 };
  const notTriedSince = new Date();
  const wanted: Wanted =
    only.reportId === undefined
      ? { notTriedSince, connectionId: only.connectionId, bodyId: await bodyIdOf(only.body) }
      : { notTriedSince, ids: await rowsOf(only.reportId), early: true };
  await sweepUpdates(now);
  const sender = new Sender(updateLine, {
    worker,
    wanted,
    now: () => now,
    onDelivered: (_, outcome) => counts[outcome]++,
  });
  sender.wake();
  await sender.idle();
  return counts;
}

async function rowsOf(reportId: number): Promise<number[]> {
  const rows = await db.updateDelivery.findMany({ where: { delivery: { reportId } }, select: { id: true } });
  return rows.map(({ id }) => id);
}
