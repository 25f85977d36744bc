import { db } from "@/lib/db";

const pageSize = 20;

/** A person's own reports, newest first, also those that nobody else may see. `cursor`: the id after which to go on. */
export async function myReports(userId: number, cursor?: number) {
  const rows = await db.report.findMany({
    where: { reporterId: userId, ...(cursor && { id: { lt: cursor } }) },
    orderBy: { id: "desc" },
    take: pageSize + 1,
    select: {
      id: true,
      title: true,
      state: true,
      visibility: true,
      createdAt: true,
      category: { select: { name: true } },
    },
  });
  const reports = rows.slice(0, pageSize);
  return { reports, next: rows.length > pageSize ? reports.at(-1)?.id : undefined };
}

export type MyReport = Awaited<ReturnType<typeof myReports>>["reports"][number];
