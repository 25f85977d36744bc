import { db } from "@/lib/db";

/** How far back "recent" goes. */
export const recentDays = 90;

/** How many reports came to each of these contacts in the last 90 days, by contact; none = absent. */
export async function recentReportCounts(
  contactIds: readonly number[],
  now: Date,
): Promise<Map<number, number>> {
  const since = new Date(now.getTime() - recentDays * 86_400_000);
  const counts = await db.delivery.groupBy({
    by: ["contactId"],
    where: { contactId: { in: [...contactIds] }, createdAt: { gte: since } },
    _count: true,
  });
  return new Map(counts.map(({ contactId, _count }) => [contactId ?? 0, _count]));
}
