import { db, type Tx } from "@/lib/db";
import { judge } from "@/lib/delivery/updates/claim-updates";
import { loadUpdates } from "@/lib/delivery/updates/load-updates";
import { isNext, releaseNext } from "@/lib/delivery/updates/release";
import { translator } from "@/lib/messages";

/** How many that wait are looked at again in one sweep, the longest unseen first. */
const lookedAt = 500;

/**
 * Looks again, in turns, at updates that wait: what they waited for may be settled, or their report go no more. Whoever settles it lets
 * them go at once; this finds what that missed.
 * @returns how many may go now
 */
export async function lookAgain(now: Date): Promise<number> {
  return db.$transaction(async (tx) => {
    const waiting = await tx.$queryRaw<{ id: number; deliveryId: number }[]>`
      select id, "deliveryId" from "UpdateDelivery" where state = 'held' order by "dueAt" limit ${lookedAt}`;
    const deliveryIds = [...new Set(waiting.map(({ deliveryId }) => deliveryId))];
    // Who has a delivery now settles its updates: not this time.
    const ours = await tx.$queryRaw<{ id: number }[]>`
      select id from "Delivery" where id = any(${deliveryIds}::int[]) order by id for no key update skip locked`;
    const seen = await tx.$queryRaw<{ id: number; next: boolean }[]>`
      update "UpdateDelivery" u set "dueAt" = ${now}
      where u.id = any(${waiting.map(({ id }) => id)}::int[]) and u.state = 'held'
        and u."deliveryId" = any(${ours.map(({ id }) => id)}::int[])
      returning u.id, ${isNext} as next`;
    const next = seen.filter((row) => row.next).map(({ id }) => id);
    return next.length > 0 ? judgeAgain(tx, next, now) : 0;
  });
}

async function judgeAgain(tx: Tx, ids: readonly number[], now: Date): Promise<number> {
  const t = translator("deliveryReasons");
  const rows = (await loadUpdates(tx, ids)).map(({ row }) => ({ row, decision: judge(row) }));
  const going = rows.filter(({ decision }) => decision.kind === "due");
  const over = rows.flatMap(({ row, decision }) => {
    // The report went by a way that takes no updates, which was not known before.
    if (decision.kind === "none") return [{ row, reason: "noWay" } as const];
    return decision.kind === "skipped" ? [{ row, reason: decision.reason }] : [];
  });
  if (over.length > 0) {
    const values = over.map(({ row, reason }) => ({ id: row.id, error: t(`update.${reason}`) }));
    await tx.$executeRaw`
      update "UpdateDelivery" u set state = 'skipped', "lastError" = one.error
      from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as one(id int, error text) where u.id = one.id`;
  }
  const settled = [...going, ...over].map(({ row }) => row.deliveryId);
  return releaseNext(tx, settled, now);
}
