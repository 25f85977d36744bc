import { db, Prisma } from "@/lib/db";
import type { Bounds } from "@/lib/geo/mercator";
import type { Point } from "@/lib/geo/point";
import { inBox, passedTo, publicAnd } from "@/lib/reports/conditions";
import { type Cursor, cursorText, type ReportFilter, type Sort } from "@/lib/reports/filter";
import { type ListedReport, readListed } from "@/lib/reports/listed";
import { nearestIds } from "@/lib/reports/nearest";

export type ListQuery = {
  /** Only what lies in this box, in degrees. */
  bounds?: Bounds | undefined;
  /** Only what was passed to this body. */
  bodyId?: number | undefined;
  /** Only what this person reported. */
  userId?: number | undefined;
  /** The nearest to this point instead, nearest first, from anywhere; such a list has no next page. */
  near?: Point | undefined;
  filter: ReportFilter;
  cursor?: Cursor | null | undefined;
  /** Reports a page. */
  limit?: number | undefined;
};

export type ReportPage = { reports: ListedReport[]; nextCursor: string | null };

const order = {
  newest: { column: Prisma.sql`r."confirmedAt"`, after: Prisma.sql`<`, way: Prisma.sql`desc` },
  oldest: { column: Prisma.sql`r."confirmedAt"`, after: Prisma.sql`>`, way: Prisma.sql`asc` },
  updated: { column: Prisma.sql`r."updatedAt"`, after: Prisma.sql`<`, way: Prisma.sql`desc` },
} satisfies Record<Sort, { column: Prisma.Sql; after: Prisma.Sql; way: Prisma.Sql }>;

/** One page of public reports. `nextCursor` is null on the last page; a page may end without anything after it, never before. */
export async function listReports({ limit = 20, ...query }: ListQuery): Promise<ReportPage> {
  if (query.near) {
    const ids = await nearestIds(query.near, query.filter, limit);
    return { reports: await readListed(ids), nextCursor: null };
  }
  const { column, way } = order[query.filter.sort];
  const rows = await db.$queryRaw<{ id: number; at: Date }[]>`
    select r.id, ${column} as at from "Report" r
    where ${Prisma.join(conditions(query), " and ")}
    order by ${column} ${way}, r.id ${way}
    limit ${limit + 1}`;
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    reports: await readListed(page.map(({ id }) => id)),
    nextCursor: last && rows.length > limit ? cursorText({ at: last.at.getTime(), id: last.id }) : null,
  };
}

function conditions({ bounds, bodyId, userId, filter, cursor }: Omit<ListQuery, "limit">): Prisma.Sql[] {
  const { column, after } = order[filter.sort];
  const parts = [publicAnd(filter), Prisma.sql`${column} is not null`];
  if (bounds) parts.push(...inBox(bounds));
  if (userId !== undefined) parts.push(Prisma.sql`r."reporterId" = ${userId}`);
  if (bodyId !== undefined) parts.push(passedTo(bodyId));
  if (cursor) parts.push(Prisma.sql`(${column}, r.id) ${after} (${new Date(cursor.at)}, ${cursor.id})`);
  return parts;
}
