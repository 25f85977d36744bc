import type { Actor } from "@/lib/actor";
import { authorize, may, type StaffPermission, type Subject } from "@/lib/auth/permissions";
import { requireSuperuser } from "@/lib/auth/superuser";
import { db, type Prisma } from "@/lib/db";
import { type Actionable, actionsFor, type DeliveryAction } from "@/lib/delivery/actions";
import { notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { type PostedExtra, postedExtraOf } from "@/lib/reports/posted-extra";
import { publicReport } from "@/lib/reports/public-report";
import { type StaffUpdate, shownUpdates, staffUpdates } from "@/lib/reports/staff-updates";

/** What staff work with: the report with its updates, who made it, what they answered, and how it fared on its way. */
const staffReport = {
  ...publicReport,
  categoryId: true,
  phone: true,
  answers: true,
  searchedFor: true,
  client: { select: { name: true } },
  clientReference: true,
  extra: true,
  reporter: { select: { id: true, name: true, email: true, emailVerifiedAt: true, phone: true } },
  updates: staffUpdates,
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
      bodyId: true,
      body: { select: { id: true, slug: true, name: true } },
    },
  },
} as const satisfies Prisma.ReportSelect;

type Row = Prisma.ReportGetPayload<{ select: typeof staffReport }>;

/** Who reported, as far as it is known. */
export type Reporter = { name: string; email: string | null; emailVerified: boolean; phone: string };

export type StaffReport = Omit<
  Row,
  | "reporter"
  | "reporterId"
  | "phone"
  | "name"
  | "answers"
  | "searchedFor"
  | "deliveries"
  | "updates"
  | "client"
  | "clientReference"
  | "extra"
> & {
  /** Null to whoever may not see who reported; then there are no answers either. */
  reporter: Reporter | null;
  answers: { code: string; description: string; value: string | string[] }[];
  searchedFor: string;
  /** Which caller of our Open311 server posted it, and, for whoever may see who reported, what it told besides. */
  posted: { client: string; reference: string | null; besides: PostedExtra | null } | null;
  updates: StaffUpdate[];
  deliveries: (Row["deliveries"][number] & {
    /** Whether the actor may open it. */
    visible: boolean;
    actions: DeliveryAction[];
  })[];
  /** What of it the actor may change. */
  may: Record<"edit" | "changeCategory" | "update" | "moderate" | "seeReporter" | "seeHistory", boolean>;
};

/**
 * A report for staff of a body that got it, with what their permissions let them see and do. Only superusers see one that is not
 * confirmed yet.
 * @throws DomainError `not_found`, `forbidden`
 */
export async function getStaffReport(actor: Actor, id: number): Promise<StaffReport> {
  const row = await db.report.findUnique({ where: { id }, select: staffReport });
  if (!row) throw notFound(translator("refusals")("report"));
  const subject: Subject = {
    categoryId: row.category.id,
    bodyIds: row.deliveries.map(({ bodyId }) => bodyId),
  };
  // As staff: that somebody's own report may be seen by them is the public page's business.
  authorize(actor, "report:view-private", subject);
  if (row.visibility === "unconfirmed") requireSuperuser(actor);
  const can = (permission: StaffPermission) => may(actor, permission, subject);
  return shown(row, actor, {
    edit: can("report:edit"),
    changeCategory: can("report:change-category"),
    update: can("report:update") && (row.visibility === "public" || row.visibility === "private"),
    moderate: can("update:edit"),
    seeReporter: can("report:view-reporter"),
    seeHistory: can("audit:view"),
  });
}

async function shown(
  { reporter, reporterId: _, phone, name, answers, searchedFor, updates, deliveries, ...told }: Row,
  actor: Actor,
  can: StaffReport["may"],
): Promise<StaffReport> {
  const { client, clientReference, extra, ...row } = told;
  const known = {
    name: name || reporter?.name || "",
    email: reporter?.email ?? null,
    emailVerified: reporter?.emailVerifiedAt != null,
    phone: phone || reporter?.phone || "",
  };
  return {
    ...row,
    may: can,
    reporter: can.seeReporter ? known : null,
    answers: can.seeReporter ? (answers as StaffReport["answers"]) : [],
    // It may hold a postcode or a name.
    searchedFor: can.seeReporter ? searchedFor : "",
    posted: client && {
      ...{ client: client.name, reference: clientReference },
      besides: can.seeReporter ? postedExtraOf(extra) : null,
    },
    updates: await shownUpdates(actor, row.id, updates, { ...can, categoryId: row.categoryId }),
    deliveries: deliveries.map((delivery) => {
      const actionable: Actionable = { ...delivery, report: row };
      const subject = { bodyIds: [delivery.bodyId], categoryId: row.categoryId };
      const visible = may(actor, "delivery:view", subject);
      return {
        ...delivery,
        visible,
        // What another body's system answered is that body's business.
        ...(!visible && { lastError: null }),
        actions: actionsFor(actionable, actor),
      };
    }),
  };
}

/** One name of the list: bodies may share a category, each with its own contact. */
export type CategoryChoice = { id: number; name: string };

/** Categories that some body takes at the place of a report, for whoever may change its category. */
export async function categoriesFor(report: { id: number; categoryId: number }): Promise<CategoryChoice[]> {
  return db.category.findMany({
    where: {
      id: { not: report.categoryId },
      contacts: {
        some: {
          state: { in: ["unconfirmed", "confirmed", "staff"] },
          body: {
            deletedAt: null,
            areas: { some: { area: { reports: { some: { reportId: report.id } } } } },
          },
        },
      },
    },
    orderBy: { name: "asc" },
    select: { id: true, name: true },
  });
}
