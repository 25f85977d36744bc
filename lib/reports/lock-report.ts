import type { Actor } from "@/lib/actor";
import { authorize, type StaffPermission } from "@/lib/auth/permissions";
import { requireSuperuser } from "@/lib/auth/superuser";
import type { Prisma, Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";

const locked = {
  id: true,
  visibility: true,
  state: true,
  categoryId: true,
  title: true,
  detail: true,
  lat: true,
  lon: true,
  language: true,
  confirmedAt: true,
  category: { select: { name: true } },
  deliveries: { select: { bodyId: true } },
} as const satisfies Prisma.ReportSelect;

export type LockedReport = Prisma.ReportGetPayload<{ select: typeof locked }>;

/**
 * A report for a member of staff to change: locked until the transaction ends, also against workers, and judged. Only superusers
 * know of one that is not confirmed.
 * @throws DomainError `not_found`, `forbidden`
 */
export async function lockReport(
  tx: Tx,
  actor: Actor,
  permission: StaffPermission,
  reportId: number,
): Promise<LockedReport> {
  await tx.$queryRaw`select id from "Report" where id = ${reportId} for no key update`;
  const report = await tx.report.findUnique({ where: { id: reportId }, select: locked });
  if (!report) throw notFound(translator("refusals")("report"));
  authorize(actor, permission, {
    categoryId: report.categoryId,
    bodyIds: report.deliveries.map(({ bodyId }) => bodyId),
  });
  if (report.visibility === "unconfirmed") requireSuperuser(actor);
  return report;
}
