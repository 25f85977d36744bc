import { db, type Prisma } from "@/lib/db";
import { keptUnconfirmedDays } from "@/lib/reports/expire";

const day = 86_400_000;
const batch = 500;

/**
 * Deletes updates that nobody stood up for in the time that their link was good for. Their photos go with the next that are deleted; what
 * a body is to answer by itself waits for as long as it takes. In batches, so that no lock is held for long.
 */
export async function expireUpdates(now: Date = new Date()): Promise<number> {
  const before = new Date(now.getTime() - keptUnconfirmedDays * day);
  const forgotten: Prisma.UpdateWhereInput = {
    ...{ visibility: "unconfirmed", createdAt: { lt: before } },
    origin: { in: ["citizen", "reporter"] },
  };
  let total = 0;
  for (;;) {
    const old = await db.update.findMany({
      where: forgotten,
      orderBy: { createdAt: "asc" },
      select: { id: true },
      take: batch,
    });
    // Asked again while deleting: one of them may have been confirmed just now.
    const { count } = await db.update.deleteMany({
      where: { ...forgotten, id: { in: old.map(({ id }) => id) } },
    });
    total += count;
    if (old.length < batch) return total;
  }
}
