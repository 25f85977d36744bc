import type { Tx } from "@/lib/db";
import { kindOf } from "@/lib/reports/states";
import type { ReportState } from "@/prisma/generated/enums";

export type Standing = {
  id: number;
  reportId: number;
  newState: ReportState | null;
  stateApplied: boolean;
  createdAt: Date;
};

/** The public updates of its report that moved it, on either side of one: the last before it, and whether any came after. */
async function around(tx: Tx, { id, reportId, createdAt }: Standing) {
  const moving = { reportId, visibility: "public", stateApplied: true, newState: { not: null } } as const;
  const before = await tx.update.findFirst({
    where: { ...moving, OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { newState: true },
  });
  const after = await tx.update.findFirst({
    where: { ...moving, OR: [{ createdAt: { gt: createdAt } }, { createdAt, id: { gt: id } }] },
    select: { id: true },
  });
  return { before: before?.newState ?? ("confirmed" as const), last: after === null };
}

/**
 * What a report becomes when an update is no longer to be seen: what it was before, if this is the last word on its state and said that it
 * is fixed; else null. Source: spec/features.md G2.
 */
export async function stateWithout(
  tx: Tx,
  report: { state: ReportState },
  update: Standing,
): Promise<ReportState | null> {
  const { newState, stateApplied } = update;
  if (!stateApplied || newState === null || newState !== report.state || kindOf(newState) !== "fixed")
    return null;
  const { before, last } = await around(tx, update);
  return last && before !== newState ? before : null;
}

/** What it becomes when such an update is to be seen again: fixed, if nothing has moved it since; else null. */
export async function stateWith(
  tx: Tx,
  report: { state: ReportState },
  update: Standing,
): Promise<ReportState | null> {
  const { newState, stateApplied } = update;
  if (!stateApplied || newState === null || kindOf(newState) !== "fixed") return null;
  const { before, last } = await around(tx, update);
  return last && before === report.state && before !== newState ? newState : null;
}
