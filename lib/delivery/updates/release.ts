import { Prisma, type Tx } from "@/lib/db";
import { nudgeUpdates } from "@/lib/delivery/updates/nudge";

/** Whether an update (`u`) of a delivery is the next to go: no earlier one of it is still open. Those of one moment go together. */
export const isNext = Prisma.sql`not exists (
  select 1 from "UpdateDelivery" e where e."deliveryId" = u."deliveryId" and e."saidAt" < u."saidAt"
    and e.state not in ('sent', 'skipped', 'received'))`;

/**
 * These deliveries' next updates may go, as what they waited for is settled. The caller holds the deliveries' locks, so that of two
 * that are settled at once the second sees the first. Each is judged once more when it is claimed. One statement, and a nudge.
 * @returns how many may go now
 */
export async function releaseNext(tx: Tx, deliveryIds: readonly number[], now: Date): Promise<number> {
  const released = await release(tx, deliveryIds, now);
  await nudgeUpdates(tx, released);
  return released.length;
}

/** The same without a nudge, for a sender that goes on by itself. */
export async function release(
  tx: Tx,
  deliveryIds: readonly number[],
  now: Date,
): Promise<{ deliveryId: number }[]> {
  if (deliveryIds.length === 0) return [];
  return tx.$queryRaw<{ deliveryId: number }[]>`
    update "UpdateDelivery" u set state = 'due',
      "dueAt" = case when u.attempts > 0 then u."dueAt" else least(u."saidAt", ${now}::timestamptz) end
    where u."deliveryId" = any(${[...deliveryIds]}::int[]) and u.state = 'held' and ${isNext}
    returning u."deliveryId"`;
}

/** What is due behind an earlier update, as that was planned later or is sent again, waits for it. The caller holds the same locks. */
export async function holdBehind(tx: Tx, deliveryIds: readonly number[]): Promise<void> {
  await tx.$executeRaw`
    update "UpdateDelivery" u set state = 'held'
    where u."deliveryId" = any(${[...deliveryIds]}::int[]) and u.state = 'due' and not (${isNext})`;
}

/** These deliveries' reports have just reached their bodies: what was said meanwhile goes after them, by the same way. */
export async function releaseForSent(tx: Tx, deliveryIds: readonly number[], now: Date): Promise<void> {
  const waiting = await tx.$executeRaw`
    update "UpdateDelivery" u set "connectionId" = d."connectionId" from "Delivery" d
    where d.id = u."deliveryId" and d.id = any(${[...deliveryIds]}::int[]) and u.state in ('due', 'held')`;
  if (waiting > 0) await releaseNext(tx, deliveryIds, now);
}
