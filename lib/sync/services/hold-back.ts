import type { SyncPlan } from "@/lib/sync/services/sync-plan";

export const holdReasons = ["first", "many", "shrunk"] as const;
export type HoldReason = (typeof holdReasons)[number];

type Past = {
  /** Whether the contacts have ever been in step with this connection's list. */
  wasInStep: boolean;
  /** How many services the list had when they last were; null = nobody knows. */
  services: number | null;
};

/**
 * Why a plan waits for a person instead of being carried out; empty = it need not. The first time always does, as does what would take
 * away more than a third of the contacts, and a list that has lost more than a third of its services.
 */
export function reasonsToHold(plan: SyncPlan, services: number, past: Past): HoldReason[] {
  if (plan.changes.length === 0) return [];
  const retired = plan.changes.filter(({ kind }) => kind === "retire").length;
  const shrunk = past.services !== null && isMoreThanAThird(past.services - services, past.services);
  return [
    ...(past.wasInStep ? [] : (["first"] as const)),
    ...(isMoreThanAThird(retired, plan.retirable) ? (["many"] as const) : []),
    ...(shrunk ? (["shrunk"] as const) : []),
  ];
}

const isMoreThanAThird = (part: number, whole: number): boolean => part * 3 > whole;
