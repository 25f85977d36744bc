import { db, Prisma } from "@/lib/db";
import { backoffMs } from "@/lib/delivery/backoff";
import { onUnclear } from "@/lib/delivery/on-unclear";
import { enqueue } from "@/lib/queue";

export type Swept = { nudged: number; released: number; freed: number; unclear: number };

const BATCH = 500;

/**
 * Keeps the rows true and the queue supplied: releases what was held and may go now, frees the claims of
 * workers that went silent, and nudges what is due. Losing the whole queue therefore loses nothing.
 */
export async function sweep(now: Date): Promise<Swept> {
  const released = await releaseHeld(now);
  const { freed, unclear } = await freeExpired(now);
  return { nudged: await nudgeDue(now), released, freed, unclear };
}

/** Deliveries whose connection is no longer on hold or paused. */
async function releaseHeld(now: Date): Promise<number> {
  return db.$executeRaw`
    update "Delivery" d set state = 'due', "dueAt" = ${now}
    where d.state = 'held' and not exists (
      select 1 from "Report" r
      join "Body" b on b.id = d."bodyId"
      left join "Contact" c on c."bodyId" = b.id and c."categoryId" = r."categoryId"
      left join "Connection" way
        on way.id = coalesce(case when b."canBeDevolved" then c."connectionId" end, b."defaultConnectionId")
      where r.id = d."reportId"
        and (b."deletedAt" is not null or way.method = 'hold' or way."pausedAt" is not null))`;
}

/**
 * Claims that ran out. Where nothing had left yet, the attempt failed and is tried again; where a request had,
 * the body may have it: it is named unclear, unless the connection says to send again.
 */
async function freeExpired(now: Date): Promise<{ freed: number; unclear: number }> {
  const expired = await db.delivery.findMany({
    where: { state: "sending", leasedUntil: { lt: now } },
    include: { connection: true },
    take: BATCH,
  });
  let unclear = 0;
  for (const delivery of expired) {
    const ambiguous = delivery.inFlight;
    const waits = ambiguous && onUnclear(delivery.connection) === "hold";
    const reason = ambiguous
      ? "The worker stopped while the report was being sent: the back end may have it."
      : "The worker stopped before the report was sent.";
    await db.$transaction(async (tx) => {
      const { count } = await tx.delivery.updateMany({
        where: { id: delivery.id, state: "sending", leasedUntil: { lt: now } },
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
      if (count === 0) return; // its worker was only slow, and has just answered
      if (waits) unclear++;
      await tx.deliveryAttempt.createMany({
        skipDuplicates: true,
        data: {
          deliveryId: delivery.id,
          number: delivery.attempts,
          method: delivery.method,
          worker: delivery.leasedBy ?? "",
          startedAt: delivery.lastAttemptAt ?? now,
          durationMs: now.getTime() - (delivery.lastAttemptAt ?? now).getTime(),
          outcome: ambiguous ? "unclear" : "failed",
          reason,
        },
      });
    });
  }
  return { freed: expired.length, unclear };
}

/** A job for each due delivery, in random order so that a handful that always fails starves nobody. */
async function nudgeDue(now: Date): Promise<number> {
  const due = await db.$queryRaw<{ id: number }[]>(Prisma.sql`
    select d.id from "Delivery" d left join "Connection" c on c.id = d."connectionId"
    where d.state = 'due' and d."dueAt" <= ${now} and c."pausedAt" is null order by random() limit ${BATCH}`);
  await db.$transaction(async (tx) => {
    for (const { id } of due) await enqueue(tx, "deliver", { deliveryId: id }, { key: `deliver:${id}` });
  });
  return due.length;
}
