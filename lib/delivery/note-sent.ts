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
  const toTell = await tx.$queryRaw<{ id: number }[]>`
    select r.id from "Report" r join "User" u on u.id = r."reporterId"
    where r.id = any(${reportIds}::int[]) and u.email is not null
      and not exists (select 1 from "Delivery" d where d."reportId" = r.id and d."firstSentAt" is not null)`;
  await publishFirstResponses(tx, sent, now);
  await tx.report.updateMany({ where: { id: { in: reportIds } }, data: { updatedAt: now } });
  await enqueueAll(
    tx,
    "mail-report-sent",
    toTell.map(({ id }) => ({ payload: { reportId: id } })),
  );
}
