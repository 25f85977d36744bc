import { db } from "@/lib/db";
import type { Applied } from "@/lib/sync/services/apply-sync";
import type { ReadServices } from "@/lib/sync/services/read-services";
import type { SyncPlan } from "@/lib/sync/services/sync-plan";
import type { PollTrigger } from "@/prisma/generated/enums";

/**
 * What one look at a service list came to; `seen` services are `created`, `updated`, `revived`, `known` or `skipped` by reason, but for
 * those that are `held` for a person, or `failed` because somebody was faster.
 */
export type SyncCounts = {
  seen: number;
  created: number;
  updated: number;
  revived: number;
  retired: number;
  known: number;
  skipped: Record<string, number>;
  failed: number;
  held: number;
  calls: number;
};

/** @param applied null = it was not carried out */
export function countsOf(plan: SyncPlan, applied: Applied | null, calls: number): SyncCounts {
  const skipped: Record<string, number> = {};
  for (const { reason } of plan.left) skipped[reason] = (skipped[reason] ?? 0) + 1;
  const planned = plan.changes.filter(({ kind }) => kind !== "retire").length;
  return {
    seen: planned + plan.unchanged.length + plan.left.length,
    created: applied?.create ?? 0,
    updated: applied?.update ?? 0,
    revived: applied?.revive ?? 0,
    retired: applied?.retire ?? 0,
    known: plan.unchanged.length,
    skipped,
    failed: applied?.failed ?? 0,
    held: applied ? 0 : plan.changes.length,
    calls,
  };
}

/** Begins a look's row. One that a lost worker left running is over. */
export async function beginPoll(connectionId: number, trigger: PollTrigger, cutOff: string): Promise<number> {
  await db.poll.updateMany({
    where: { connectionId, kind: "services", state: "running" },
    data: { state: "failed", error: cutOff },
  });
  const { id } = await db.poll.create({
    data: { connectionId, kind: "services", trigger },
    select: { id: true },
  });
  return id;
}

type End = { startedAt: number; read: ReadServices | null } & ({ counts: SyncCounts } | { error: string });

export async function endPoll(id: number, { startedAt, read, ...end }: End): Promise<void> {
  await db.poll.update({
    where: { id },
    data: {
      durationMs: Date.now() - startedAt,
      calls: read?.noted ?? [],
      ...("counts" in end
        ? { state: "done" as const, counts: end.counts }
        : { state: "failed" as const, error: end.error }),
    },
  });
}

/** How many services the list had when the contacts were last in step with it; null = nobody knows. */
export async function servicesLastTaken(connectionId: number): Promise<number | null> {
  const poll = await db.poll.findFirst({
    where: { connectionId, kind: "services", state: "done", counts: { path: ["held"], equals: 0 } },
    orderBy: { startedAt: "desc" },
    select: { counts: true },
  });
  const { seen } = (poll?.counts ?? {}) as Partial<SyncCounts>;
  return seen ?? null;
}
