import { db, type Tx } from "@/lib/db";
import { env } from "@/lib/env";
import { enqueueAll } from "@/lib/queue";
import { type PullKind, pulledConnections } from "@/lib/sync/pull/pull-target";

/** How many connections have their turn with one nudge: the rest have theirs a minute later. */
const atOnce = 200;

/** A window that has waited for longer has its turn when its connection has: nobody looks through all polls each minute. */
const waitingMs = 2 * 86_400_000;

const jobOf = { updates: "pull-updates", requests: "pull-requests" } as const;

/**
 * Has every connection read whose turn it is, or that somebody asked something of: a job each. Whoever is switched on for the first time
 * is due at once. On a test system nobody is asked.
 * @returns how many
 */
export async function nudgeDuePulls(kind: PullKind, now: Date): Promise<number> {
  if (env.STAGING) return 0;
  return db.$transaction(async (tx) => {
    const pulled = pulledConnections(kind);
    const fresh = await tx.connection.findMany({
      where: { ...pulled, watermarks: { none: { kind } } },
      select: { id: true },
      orderBy: { id: "asc" },
      take: atOnce,
    });
    await tx.watermark.createMany({
      data: fresh.map(({ id }) => ({ connectionId: id, kind, dueAt: now })),
      skipDuplicates: true,
    });
    const asked = new Date(now.getTime() - waitingMs);
    const waiting = { kind, state: "waiting" as const, startedAt: { gt: asked } };
    const due = await tx.watermark.findMany({
      where: {
        kind,
        AND: [
          { OR: [{ dueAt: { lte: now } }, { connection: { polls: { some: waiting } } }] },
          { OR: [{ leasedUntil: null }, { leasedUntil: { lt: now } }] },
        ],
        connection: pulled,
      },
      orderBy: { dueAt: "asc" },
      take: atOnce,
      select: { connectionId: true },
    });
    await nudgePulls(
      tx,
      kind,
      due.map(({ connectionId }) => connectionId),
    );
    return due.length;
  });
}

/** Has these connections read soon, once this transaction is committed. */
export const nudgePulls = (tx: Tx, kind: PullKind, connectionIds: readonly number[]): Promise<void> =>
  enqueueAll(
    tx,
    jobOf[kind],
    connectionIds.map((connectionId) => ({
      payload: { connectionId },
      key: `${jobOf[kind]}:${connectionId}`,
    })),
    { maxAttempts: 1 },
  );
