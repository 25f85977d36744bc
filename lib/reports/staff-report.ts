import type { Actor } from "@/lib/actor";
import { authorize } from "@/lib/auth/permissions";
import { db, type Prisma } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { publicReport } from "@/lib/reports/public-report";

/** What staff work with: the public report, who made it, what they answered, and how it fared on its way. */
export const staffReport = {
  ...publicReport,
  phone: true,
  answers: true,
  searchedFor: true,
  reporter: { select: { id: true, name: true, email: true, emailVerifiedAt: true, phone: true } },
  deliveries: {
    orderBy: { body: { name: "asc" } },
    select: {
      id: true,
      state: true,
      method: true,
      externalId: true,
      customerReference: true,
      attempts: true,
      dueAt: true,
      lastError: true,
      lastAttemptAt: true,
      firstSentAt: true,
      sentAt: true,
      body: { select: { id: true, slug: true, name: true } },
    },
  },
} as const satisfies Prisma.ReportSelect;

export type StaffReport = Prisma.ReportGetPayload<{ select: typeof staffReport }>;

/**
 * A report with its personal data, for staff of a body that got it.
 * @throws DomainError `not_found`; `forbidden` for anybody who may not see who reported
 */
export async function getStaffReport(id: number, actor: Actor): Promise<StaffReport> {
  const report = await db.report.findUnique({ where: { id }, select: staffReport });
  if (!report) throw notFound(translator("refusals")("report"));
  authorize(actor, "report:view-reporter", {
    categoryId: report.category.id,
    bodyIds: report.deliveries.map(({ body }) => body.id),
  });
  return report;
}
