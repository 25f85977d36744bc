import type { Tx } from "@/lib/db";
import { enqueueAll } from "@/lib/queue";

/** So many nudges wait at most: few enough for a flood of reports, enough that reports confirmed at once seldom wait for each other. */
const waiting = 16;

/**
 * Has a worker look at what is due, once this transaction is committed. Whoever wakes takes all that is due, so that a nudge more or
 * less does not matter: those of many reports share a job.
 */
export async function nudge(tx: Tx, deliveries: readonly { id: number; reportId: number }[]): Promise<void> {
  const jobs = new Map(deliveries.map(({ id, reportId }) => [reportId % waiting, id]));
  // In one order, so that nobody waits for each other in a ring.
  const ordered = [...jobs].sort(([a], [b]) => a - b);
  await enqueueAll(
    tx,
    "deliver",
    ordered.map(([slot, deliveryId]) => ({ payload: { deliveryId }, key: `deliver-due:${slot}` })),
  );
}
