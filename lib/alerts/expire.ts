import { db } from "@/lib/db";
import { keptUnconfirmedDays } from "@/lib/reports/expire";

/** Deletes what was asked for and never confirmed, so that a mistyped address is not kept for ever. */
export async function expireAlerts(now: Date = new Date()): Promise<number> {
  const before = new Date(now.getTime() - keptUnconfirmedDays * 86_400_000);
  const { count } = await db.alert.deleteMany({ where: { confirmedAt: null, createdAt: { lt: before } } });
  return count;
}
