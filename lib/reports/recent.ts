import { db } from "@/lib/db";
import { type ListedReport, readListed } from "@/lib/reports/listed";

/** How far back a photo is looked for before newer reports without one are shown instead. */
const lookedAt = 500;

/** The newest public reports, those with a photo before those without. */
export async function recentReports(limit: number): Promise<ListedReport[]> {
  const rows = await db.$queryRaw<{ id: number }[]>`
    select id from (
      select r.id, r."confirmedAt", exists (select from "Photo" p where p."reportId" = r.id) as pictured
      from "Report" r
      where r.visibility = 'public' and r."confirmedAt" is not null
      order by r."confirmedAt" desc, r.id desc
      limit ${lookedAt}
    ) newest
    order by pictured desc, "confirmedAt" desc, id desc
    limit ${limit}`;
  return readListed(rows.map(({ id }) => id));
}
