import type { Tx } from "@/lib/db";
import { enqueue } from "@/lib/queue";

/**
 * What follows when a person says that a body has a report: the report has news, and its reporter is told if nobody had it
 * before. Called after the row is written; the caller holds the report's lock, so that of two bodies one is the first.
 */
export async function noteSent(
  tx: Tx,
  delivery: { id: number; reportId: number; bodyId: number },
  at: Date,
): Promise<void> {
  const before = await tx.delivery.count({
    where: { reportId: delivery.reportId, firstSentAt: { not: null }, id: { not: delivery.id } },
  });
  await tx.report.update({ where: { id: delivery.reportId }, data: { updatedAt: at } });
  if (before === 0) await enqueue(tx, "mail-report-sent", { reportId: delivery.reportId });
}
