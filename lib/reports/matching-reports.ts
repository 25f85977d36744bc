import type { Scope } from "@/lib/auth/scope";
import { db, literally, Prisma } from "@/lib/db";
import type { StaffReportQuery } from "@/lib/reports/staff-query";
import type { StaffSearch } from "@/lib/reports/staff-search";

type Wanted = {
  scope: Scope;
  /** Also what nobody has confirmed yet. */
  unconfirmed: boolean;
  query: StaffReportQuery;
  search: StaffSearch | null;
  /** Only older ones than this. */
  before: number | null;
  limit: number;
};

/**
 * The reports that a search and a filter mean, the newest first, as far as the scope goes. Of one body they are read along that
 * body's deliveries, else along the reports themselves, so that a page costs the same however many there are.
 */
export async function matchingReports(wanted: Wanted): Promise<{ id: number }[]> {
  const { scope, query, before, limit } = wanted;
  const bodyId = scope.bodyId ?? query.body ?? null;
  const conditions = [...conditionsOf(wanted), Prisma.sql`true`];
  if (bodyId !== null) {
    if (before !== null) conditions.push(Prisma.sql`d."reportId" < ${before}`);
    if (query.delivery) conditions.push(Prisma.sql`d.state = ${query.delivery}::"DeliveryState"`);
    return db.$queryRaw<{ id: number }[]>`
      select r.id from "Delivery" d join "Report" r on r.id = d."reportId"
      where d."bodyId" = ${bodyId} and ${Prisma.join(conditions, " and ")}
      order by d."reportId" desc limit ${limit}`;
  }
  if (before !== null) conditions.push(Prisma.sql`r.id < ${before}`);
  if (query.delivery) {
    conditions.push(Prisma.sql`exists (
      select 1 from "Delivery" d where d."reportId" = r.id and d.state = ${query.delivery}::"DeliveryState")`);
  }
  return db.$queryRaw<{ id: number }[]>`
    select r.id from "Report" r where ${Prisma.join(conditions, " and ")} order by r.id desc limit ${limit}`;
}

function conditionsOf({ scope, unconfirmed, query, search }: Wanted): Prisma.Sql[] {
  const parts: Prisma.Sql[] = [];
  if (!unconfirmed) parts.push(Prisma.sql`r.visibility <> 'unconfirmed'`);
  if (scope.categoryIds) parts.push(Prisma.sql`r."categoryId" = any(${[...scope.categoryIds]}::int[])`);
  if (query.category !== undefined) parts.push(Prisma.sql`r."categoryId" = ${query.category}`);
  if (query.state) parts.push(Prisma.sql`r.state = ${query.state}::"ReportState"`);
  if (query.visibility) parts.push(Prisma.sql`r.visibility = ${query.visibility}::"Visibility"`);
  if (search) parts.push(searched(search, scope));
  return parts;
}

function searched(search: StaffSearch, { bodyId }: Scope): Prisma.Sql {
  switch (search.kind) {
    case "id":
      return Prisma.sql`r.id = ${search.id}`;
    case "email":
      return Prisma.sql`r."reporterId" = (select u.id from "User" u where u.email = ${search.email})`;
    case "text":
      return Prisma.sql`r.title ilike ${`%${literally(search.text)}%`}`;
    case "reference":
      // A reference is a body's: the index is asked once per body.
      return Prisma.sql`r.id in (
        select d."reportId" from "Body" b join "Delivery" d on d."bodyId" = b.id and d."externalId" = ${search.reference}
        where ${bodyId === null ? Prisma.sql`true` : Prisma.sql`b.id = ${bodyId}`})`;
  }
}
