import type { Actor } from "@/lib/actor";
import { type AuditEntry, shownEntry } from "@/lib/auth/list-audit";
import { authorize } from "@/lib/auth/permissions";
import { scopeOf } from "@/lib/auth/scope";
import { db } from "@/lib/db";
import type { StaffReport } from "@/lib/reports/staff-report";

/** More of a report's history stands in the audit log. */
const shown = 100;
/** What people wrote is read where it stands; who wrote it is not told here. */
const told = ["report.", "delivery.", "update.hide", "update.show", "update.delete", "update-delivery."];

/**
 * What was done to a report, the newest first: by the actor's own body or by nobody's; superusers see all of it. Who reported is
 * left out for those who may not see that.
 * @param report as `getStaffReport` answered it to this actor
 * @throws DomainError `forbidden` without `audit:view` for this report
 */
export async function reportHistory(
  actor: Actor,
  report: Pick<StaffReport, "id" | "may" | "categoryId" | "deliveries">,
): Promise<AuditEntry[]> {
  authorize(actor, "audit:view", {
    bodyIds: report.deliveries.map((delivery) => delivery.bodyId),
    categoryId: report.categoryId,
  });
  const { bodyId } = scopeOf(actor, "audit:view");
  const entries = await db.auditEntry.findMany({
    where: {
      reportId: report.id,
      AND: [
        { OR: told.map((start) => ({ action: { startsWith: start } })) },
        bodyId === null ? {} : { OR: [{ bodyId }, { bodyId: null }] },
      ],
    },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: shown,
    select: shownEntry,
  });
  if (report.may.seeReporter) return entries;
  return entries.map((entry) => (entry.actorKind === "citizen" ? { ...entry, user: null } : entry));
}
