import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { enqueueAll } from "@/lib/queue";
import { followedConnections } from "@/lib/sync/services/sync-target";

/** How many lists are asked for with one nudge: the rest have their turn a minute later. */
const atOnce = 100;

/**
 * Has every connection whose service list is due looked at: a job each, one at a time. Whoever is switched on for the first time is due
 * at once. On a test system nobody is asked.
 * @returns how many
 */
export async function nudgeDueServices(now: Date): Promise<number> {
  if (env.STAGING) return 0;
  return db.$transaction(async (tx) => {
    const fresh = await tx.connection.findMany({
      where: { ...followedConnections, watermarks: { none: { kind: "services" } } },
      select: { id: true },
      orderBy: { id: "asc" },
    });
    await tx.watermark.createMany({
      data: fresh.map(({ id }) => ({ connectionId: id, kind: "services" as const, dueAt: now })),
      skipDuplicates: true,
    });
    const due = await tx.watermark.findMany({
      where: {
        kind: "services",
        dueAt: { lte: now },
        OR: [{ leasedUntil: null }, { leasedUntil: { lt: now } }],
        connection: followedConnections,
      },
      orderBy: { dueAt: "asc" },
      take: atOnce,
      select: { connectionId: true },
    });
    await enqueueAll(
      tx,
      "sync-services",
      due.map(({ connectionId }) => ({ payload: { connectionId }, key: `sync-services:${connectionId}` })),
      { maxAttempts: 1 },
    );
    return due.length;
  });
}
