import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { scopeOf } from "@/lib/auth/scope";
import { isSuperuser } from "@/lib/auth/superuser";
import { db, type Prisma } from "@/lib/db";
import { type Page, pageOf, pageSize, readCursor } from "@/lib/page";
import { matchingReports } from "@/lib/reports/matching-reports";
import type { StaffReportQuery } from "@/lib/reports/staff-query";
import { readSearch } from "@/lib/reports/staff-search";

const listed = {
  id: true,
  title: true,
  state: true,
  visibility: true,
  createdAt: true,
  category: { select: { id: true, name: true } },
  deliveries: {
    orderBy: { body: { name: "asc" } },
    select: { id: true, state: true, body: { select: { id: true, name: true } } },
  },
} as const satisfies Prisma.ReportSelect;

export type StaffListedReport = Prisma.ReportGetPayload<{ select: typeof listed }>;

const Cursor = z.tuple([z.number().int()]);

/**
 * The reports of the actor's body and categories, or all of them for superusers, who also see what nobody has confirmed. A search
 * by who reported is for those who may see that.
 * @throws DomainError `forbidden` without `report:view-private`, or for a search by address without `report:view-reporter`;
 * `invalid` for a foreign cursor
 */
export async function listStaffReports(
  actor: Actor,
  query: StaffReportQuery,
): Promise<Page<StaffListedReport>> {
  const scope = scopeOf(actor, "report:view-private");
  const search = readSearch(query.q ?? "");
  if (search?.kind === "email") scopeOf(actor, "report:view-reporter");
  const found = await matchingReports({
    ...{ scope, query, search, unconfirmed: isSuperuser(actor) },
    before: readCursor(query.cursor, Cursor)?.[0] ?? null,
    limit: pageSize + 1,
  });
  const { items, next } = pageOf(found, ({ id }) => [id]);
  const rows = await db.report.findMany({
    where: { id: { in: items.map(({ id }) => id) } },
    orderBy: { id: "desc" },
    select: listed,
  });
  return { items: rows, next };
}
