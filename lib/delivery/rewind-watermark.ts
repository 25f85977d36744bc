import type { Tx } from "@/lib/db";

/** Nobody is asked again for more than this: whatever is older was told in the nights since. */
const furthestDays = 31;

/**
 * Has a connection's updates read again from `since` on, at its next turn. A back end may have spoken of a report before we knew by
 * which number it calls it; what it said was left out as being about nobody's report. What is known already is not taken in twice.
 * @param since when the back end may have had the report first
 */
export async function rewindFor(
  tx: Tx,
  connectionId: number | null,
  since: Date,
  now: Date = new Date(),
): Promise<void> {
  if (connectionId === null) return;
  const furthest = new Date(now.getTime() - furthestDays * 86_400_000);
  const from = since > furthest ? since : furthest;
  // Whoever was never read has no mark, and would begin with the last hours.
  await tx.watermark.updateMany({
    where: { connectionId, kind: "updates", OR: [{ readUpTo: null }, { readUpTo: { gt: from } }] },
    data: { readUpTo: from },
  });
}

/**
 * The same for deliveries that get their numbers late: by a token that was asked for again and again, or after an attempt of which
 * nobody knew what had come. To be called before the attempt that brought them is written, and the token forgotten. One statement, and
 * one per connection concerned.
 */
export async function rewindForLate(tx: Tx, deliveryIds: readonly number[], now: Date): Promise<void> {
  const late = await tx.$queryRaw<{ connectionId: number | null; since: Date }[]>`
    select d."connectionId", min(a."startedAt") as since
    from "Delivery" d join "DeliveryAttempt" a on a."deliveryId" = d.id
    where d.id = any(${[...deliveryIds]}::int[]) and (a.outcome = 'unclear' or d.token is not null)
      and not exists (
        select 1 from "DeliveryAttempt" s where s."deliveryId" = d.id and s.number >= a.number and s.outcome = 'sent'
      )
    group by d."connectionId" order by d."connectionId"`;
  for (const { connectionId, since } of late) await rewindFor(tx, connectionId, since, now);
}

/** The same for one whose number a person tells: from its first attempt on, or, if it had none, from when it was to be sent. */
export async function rewindForTold(
  tx: Tx,
  row: { id: number; connectionId: number | null; createdAt: Date },
  now: Date,
): Promise<void> {
  const where = { deliveryId: row.id };
  const first = await tx.deliveryAttempt.findFirst({
    where,
    orderBy: { number: "asc" },
    select: { startedAt: true },
  });
  await rewindFor(tx, row.connectionId, first?.startedAt ?? row.createdAt, now);
}
