import { db } from "@/lib/db";

const day = 86_400_000;

/** How long a report waits to be confirmed, in days, and an account for its first sign-in. */
export const keptUnconfirmedDays = 30;
const batch = 500;

export type Expired = { reports: number; tokens: number; users: number };

/**
 * Deletes what nobody ever stood up for: reports unconfirmed for 30 days with all that belongs to them, links past their life,
 * and accounts whose address never answered and that nothing hangs on. In batches, so that no lock is held for long.
 */
export async function expireUnconfirmed(now: Date = new Date()): Promise<Expired> {
  const before = new Date(now.getTime() - keptUnconfirmedDays * day);
  const reports = await inBatches(async () => {
    const old = await db.report.findMany({
      where: { visibility: "unconfirmed", createdAt: { lt: before } },
      orderBy: { createdAt: "asc" },
      select: { id: true },
      take: batch,
    });
    // Asked again while deleting: one of them may have been confirmed just now.
    const where = { id: { in: old.map(({ id }) => id) }, visibility: "unconfirmed" as const };
    return (await db.report.deleteMany({ where })).count;
  });
  const tokens = await inBatches(async () => {
    const old = await db.token.findMany({
      where: { expiresAt: { lt: now } },
      select: { id: true },
      take: batch,
    });
    return (await db.token.deleteMany({ where: { id: { in: old.map(({ id }) => id) } } })).count;
  });
  const users = await inBatches(() => deleteNeverSeen(before));
  return { reports, tokens, users };
}

/** One statement, so that a report made meanwhile keeps its reporter. Staff are invited, not unknown. */
const deleteNeverSeen = (before: Date): Promise<number> => db.$executeRaw`
  delete from "User" where id in (
    select u.id from "User" u
    where u."emailVerifiedAt" is null and u."phoneVerifiedAt" is null and u."createdAt" < ${before}
      and not u.superuser and u."bodyId" is null and u."passwordHash" is null and u."deletedAt" is null
      and not exists (select from "Report" r where r."reporterId" = u.id)
      and not exists (select from "Update" c where c."userId" = u.id)
      and not exists (select from "Alert" a where a."userId" = u.id)
      and not exists (select from "Token" t where t."userId" = u.id)
      and not exists (select from "Body" b where b."updatesUserId" = u.id)
    order by u.id limit ${batch})`;

async function inBatches(deleteSome: () => Promise<number>): Promise<number> {
  let total = 0;
  for (;;) {
    const deleted = await deleteSome();
    total += deleted;
    if (deleted < batch) return total;
  }
}
