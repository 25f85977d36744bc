import { db } from "@/lib/db";
import { nearestAddress } from "@/lib/geo/nearest-address";

/** Finds the nearest address of a report's pin in words, best effort: a report is sent without one as well. */
export async function lookUpAddress(reportId: number): Promise<void> {
  const report = await db.report.findUnique({
    where: { id: reportId },
    select: { lat: true, lon: true, address: true },
  });
  if (!report || report.address) return;
  const address = await nearestAddress(report);
  if (address) await db.report.updateMany({ where: { id: reportId, address: null }, data: { address } });
}
