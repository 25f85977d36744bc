import { db } from "@/lib/db";

const pageSize = 10;

/** What a person wrote under reports that they may see, the last first. `cursor`: the id after which to go on. */
export async function myUpdates(userId: number, cursor?: number) {
  const rows = await db.update.findMany({
    where: {
      ...{ userId, origin: { in: ["citizen", "reporter", "questionnaire"] }, visibility: "public" },
      report: { OR: [{ visibility: "public" }, { visibility: "private", reporterId: userId }] },
      ...(cursor && { id: { lt: cursor } }),
    },
    orderBy: { id: "desc" },
    take: pageSize + 1,
    select: {
      ...{ id: true, text: true, newState: true, stateApplied: true, createdAt: true },
      report: { select: { id: true, title: true, language: true } },
    },
  });
  const updates = rows.slice(0, pageSize);
  return { updates, next: rows.length > pageSize ? updates.at(-1)?.id : undefined };
}

export type MyUpdate = Awaited<ReturnType<typeof myUpdates>>["updates"][number];
