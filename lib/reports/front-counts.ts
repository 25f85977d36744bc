import { db } from "@/lib/db";
import { statesOfKinds } from "@/lib/reports/states";

export type FrontCounts = {
  /** Public reports of the last 7 days. */
  reported: number;
  /** Public reports that a public update said were fixed in the last 30 days. */
  fixed: number;
  /** Public updates of the last 30 days, to public reports. */
  updates: number;
};

const day = 86_400_000;

/** Three honest figures, in one query. */
export async function frontCounts(now: Date): Promise<FrontCounts> {
  const week = new Date(now.getTime() - 7 * day);
  const month = new Date(now.getTime() - 30 * day);
  const fixed = statesOfKinds(["fixed"]);
  const [counts] = await db.$queryRaw<FrontCounts[]>`
    select
      (select count(*)::int from "Report" where visibility = 'public' and "confirmedAt" >= ${week}) as reported,
      count(distinct u."reportId") filter (where u."newState" = any(${fixed}::"ReportState"[]))::int as fixed,
      count(*)::int as updates
    from "Update" u join "Report" r on r.id = u."reportId" and r.visibility = 'public'
    where u.visibility = 'public' and u."createdAt" >= ${month}`;
  return counts ?? { reported: 0, fixed: 0, updates: 0 };
}
