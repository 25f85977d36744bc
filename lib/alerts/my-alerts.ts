import { db } from "@/lib/db";

const pageSize = 20;

/** The reports that a person follows and may see, the latest followed first. `cursor`: the id after which to go on. */
export async function myAlerts(userId: number, cursor?: number) {
  const rows = await db.alert.findMany({
    where: {
      ...{ userId, kind: "report", confirmedAt: { not: null }, disabledAt: null },
      report: { OR: [{ visibility: "public" }, { visibility: "private", reporterId: userId }] },
      ...(cursor && { id: { lt: cursor } }),
    },
    orderBy: { id: "desc" },
    take: pageSize + 1,
    select: { id: true, report: { select: { id: true, title: true, state: true } } },
  });
  const alerts = rows.slice(0, pageSize);
  return {
    reports: alerts.flatMap(({ report }) => report ?? []),
    next: rows.length > pageSize ? alerts.at(-1)?.id : undefined,
  };
}

export type FollowedReport = Awaited<ReturnType<typeof myAlerts>>["reports"][number];
