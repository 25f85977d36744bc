import { db, type Prisma } from "@/lib/db";
import { backoffMs } from "@/lib/delivery/backoff";
import { onUnclear } from "@/lib/delivery/on-unclear";
import { translator } from "@/lib/messages";

const batch = 500;

/**
 * Frees the claims that ran out. Where nothing had left yet, the attempt failed and is tried again; where a request had, the body may
 * have it: it is named unclear, unless the connection says to send again. With a token in hand only a question had left.
 */
export async function freeExpired(now: Date): Promise<{ freed: number; unclear: number }> {
  const expired = await db.delivery.findMany({
    where: { state: "sending", leasedUntil: { lt: now } },
    include: { connection: true },
    orderBy: { leasedUntil: "asc" },
    take: batch,
  });
  let unclear = 0;
  for (const delivery of expired) if (await free(delivery, now)) unclear++;
  return { freed: expired.length, unclear };
}

/** @returns whether it is unclear now */
async function free(
  delivery: Prisma.DeliveryGetPayload<{ include: { connection: true } }>,
  now: Date,
): Promise<boolean> {
  const t = translator("deliveryReasons");
  const ambiguous = delivery.inFlight && delivery.token === null;
  const waits = ambiguous && onUnclear(delivery.connection) === "hold";
  const reason = ambiguous ? t("stoppedAfter") : t("stoppedBefore");
  const startedAt = delivery.lastAttemptAt ?? now;
  return db.$transaction(async (tx) => {
    const { count } = await tx.delivery.updateMany({
      where: { id: delivery.id, state: "sending", attempts: delivery.attempts, leasedUntil: { lt: now } },
      data: {
        state: waits ? "unclear" : "due",
        dueAt: ambiguous
          ? new Date(now.getTime() + backoffMs({ attempts: delivery.attempts, retry: true }))
          : now,
        lastError: reason,
        leasedBy: null,
        leasedUntil: null,
        inFlight: false,
      },
    });
    if (count === 0) return false; // its worker was only slow, and has just answered
    await tx.deliveryAttempt.createMany({
      skipDuplicates: true,
      data: {
        deliveryId: delivery.id,
        connectionId: delivery.connectionId,
        number: delivery.attempts,
        method: delivery.method,
        worker: delivery.leasedBy ?? "",
        startedAt,
        durationMs: now.getTime() - startedAt.getTime(),
        outcome: ambiguous ? "unclear" : "failed",
        reason,
      },
    });
    return waits;
  });
}
