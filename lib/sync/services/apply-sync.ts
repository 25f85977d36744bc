import { job } from "@/lib/actor";
import { db, isUniqueViolation } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { log } from "@/lib/log";
import { applyChange } from "@/lib/sync/services/apply-change";
import type { SyncChange, SyncPlan } from "@/lib/sync/services/sync-plan";
import type { SyncTarget } from "@/lib/sync/services/sync-target";

/** How many contacts were changed in which way; `failed`: somebody was faster, the next time plans anew. */
export type Applied = Record<SyncChange["kind"] | "failed", number>;

/** Who the history names; whoever let a held plan through stands in an entry of the connection's. */
const actor = job("sync-services");

/** Renaming a contact of many reports touches them all. */
const TIMEOUT_MS = 120_000;

/** Names become free before somebody else gets them. What is renamed may touch another contact and many reports: one after the other. */
const steps = [
  { kind: "update", atOnce: 1 },
  { kind: "revive", atOnce: 1 },
  { kind: "create", atOnce: 4 },
  { kind: "retire", atOnce: 4 },
] as const satisfies { kind: SyncChange["kind"]; atOnce: number }[];

/**
 * Carries out a plan, each contact in a transaction of its own: one that somebody has changed since keeps none of the others from it.
 * Doing it again after it was cut off goes on where it stopped, as what is done already is planned no more.
 */
export async function applySync(target: SyncTarget, { changes }: SyncPlan): Promise<Applied> {
  const applied: Applied = { create: 0, update: 0, revive: 0, retire: 0, failed: 0 };
  for (const { kind, atOnce } of steps) {
    const waiting = changes.filter((change) => change.kind === kind);
    const work = async () => {
      for (let change = waiting.shift(); change; change = waiting.shift()) {
        applied[(await isApplied(target, change)) ? kind : "failed"]++;
      }
    };
    await allOf(Array.from({ length: atOnce }, () => work().finally(() => waiting.splice(0))));
  }
  return applied;
}

/** Waits for all of them, also when one fails: whoever holds the lease gives it back after. */
async function allOf(running: readonly Promise<void>[]): Promise<void> {
  const fault = (await Promise.allSettled(running)).find(({ status }) => status === "rejected");
  if (fault?.status === "rejected") throw fault.reason;
}

async function isApplied(target: SyncTarget, change: SyncChange): Promise<boolean> {
  try {
    return await db.$transaction((tx) => applyChange(tx, actor, target, change), { timeout: TIMEOUT_MS });
  } catch (error) {
    if (!(error instanceof DomainError) && !isUniqueViolation(error)) throw error;
    const { connectionId } = target;
    log.warn(
      { err: error, connectionId, service: change.serviceCode },
      "a contact could not follow its list",
    );
    return false;
  }
}
