import { db } from "@/lib/db";
import { syncServices } from "@/lib/sync/services/sync-services";
import { followedConnections } from "@/lib/sync/services/sync-target";

type Choice = { body?: string | undefined; connectionId?: number | undefined; worker: string };

/**
 * Follows the service lists of the connections chosen now, one after the other, whether they are due or not; all that follow theirs
 * when none is chosen. What waits for a person goes on waiting.
 * @returns counts over all of them, and of those that could not be read why
 */
export async function runSync({ body, connectionId, worker }: Choice): Promise<Record<string, unknown>> {
  const chosen = await db.connection.findMany({
    where: {
      ...(connectionId === undefined ? followedConnections : { id: connectionId }),
      ...(body !== undefined && { body: { slug: body, ...followedConnections.body } }),
    },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  const total = {
    seen: 0,
    created: 0,
    updated: 0,
    revived: 0,
    retired: 0,
    known: 0,
    left: 0,
    failed: 0,
    held: 0,
  };
  const problems: { connection: number; reason: string }[] = [];
  for (const { id } of chosen) {
    const synced = await syncServices({ connectionId: id, now: new Date(), worker, trigger: "person" });
    if (synced.kind === "done" || synced.kind === "held") {
      const { skipped, calls: _, ...counts } = synced.counts;
      for (const [key, count] of Object.entries(counts)) total[key as keyof typeof counts] += count;
      total.left += Object.values(skipped).reduce((sum, count) => sum + count, 0);
    } else {
      problems.push({ connection: id, reason: "reason" in synced ? synced.reason : synced.kind });
    }
  }
  return { connections: chosen.length, ...total, ...(problems.length > 0 && { problems }) };
}
