import type { Tx } from "@/lib/db";
import { publishFirstResponses } from "@/lib/delivery/first-response";
import { enqueueAll } from "@/lib/queue";

/**
 * What follows when bodies have their reports, because a back end or a person said so: each report has news, what a body answers by
 * itself is shown, and the reporter is told if nobody had the report before. Called before the rows are written; the caller holds the
 * reports' locks, so that of two bodies one is the first. A fixed number of statements, however many.
 */
export async function noteSent(
  tx: Tx,
  sent: readonly { reportId: number; bodyId: number }[],
  now: Date,
): Promise<void> {
  const reportIds = [...new Set(sent.map(({ reportId }) => reportId))];
  const before = await tx.$queryRaw<{ reportId: number }[]>`
    select distinct "reportId" from "Delivery" where "reportId" = any(${reportIds}::int[]) and "firstSentAt" is not null`;
  const told = new Set(before.map(({ reportId }) => reportId));
  await publishFirstResponses(tx, sent, now);
  await tx.report.updateMany({ where: { id: { in: reportIds } }, data: { updatedAt: now } });
  const first = reportIds.filter((id) => !told.has(id));
  await enqueueAll(
    tx,
    "mail-report-sent",
    first.map((reportId) => ({ payload: { reportId } })),
  );
}
