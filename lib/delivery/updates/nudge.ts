import type { Tx } from "@/lib/db";
import { enqueueAll } from "@/lib/queue";

/** So many nudges wait at most, as for reports. */
const waiting = 16;

/** Has a worker look at the updates that are due, once this transaction is committed. Whoever wakes takes all that is due. */
export async function nudgeUpdates(tx: Tx, rows: readonly { deliveryId: number }[]): Promise<void> {
  // In one order, so that nobody waits for each other in a ring.
  const slots = [...new Set(rows.map(({ deliveryId }) => deliveryId % waiting))].sort((a, b) => a - b);
  await enqueueAll(
    tx,
    "send-updates",
    slots.map((slot) => ({ payload: {}, key: `send-updates:${slot}` })),
  );
}
