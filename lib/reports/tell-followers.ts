import type { Tx } from "@/lib/db";
import { enqueueAll } from "@/lib/queue";

/** A burst of updates becomes one mail: the mail waits until so long nothing more was said. */
const gatherMs = 15_000;

/**
 * Something was said about these reports: whoever follows them is told soon, once this transaction is committed. A mere nudge;
 * what is still to be told stands in the rows (lib/alerts/send-alerts.ts), and is looked for every few minutes.
 */
export async function tellFollowers(tx: Tx, reportIds: readonly number[], now: Date): Promise<void> {
  // In one order, so that nobody waits for each other in a ring.
  const ordered = [...new Set(reportIds)].sort((a, b) => a - b);
  await enqueueAll(
    tx,
    "send-alerts",
    ordered.map((reportId) => ({ payload: { reportId }, key: `alerts:${reportId}` })),
    { runAt: new Date(now.getTime() + gatherMs) },
  );
}
