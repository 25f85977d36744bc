import { db, Prisma } from "@/lib/db";
import { type PublishedFilter, publishedAnd } from "@/lib/published/reports/published-filter";
import { type PublishedReport, readPage } from "@/lib/published/reports/published-report";
import type { Cursor } from "@/lib/reports/filter";

/**
 * The order of a list. `newest`, `oldest`: by confirmation, which never changes. `updated`: what changed last comes first.
 * `changes`: what changed first comes first; whoever follows changes this way misses none, for a report that changes meanwhile moves to the end.
 */
export const publishedSorts = ["newest", "oldest", "updated", "changes"] as const;
export type PublishedSort = (typeof publishedSorts)[number];

export type PublishedPage = {
  sort?: PublishedSort | undefined;
  cursor?: Cursor | null | undefined;
  /** Rows to skip first. */
  offset?: number | undefined;
  limit: number;
};

const order = {
  newest: {
    column: Prisma.sql`r."confirmedAt"`,
    after: Prisma.sql`<`,
    way: Prisma.sql`desc`,
    by: "confirmedAt",
  },
  oldest: {
    column: Prisma.sql`r."confirmedAt"`,
    after: Prisma.sql`>`,
    way: Prisma.sql`asc`,
    by: "confirmedAt",
  },
  updated: {
    column: Prisma.sql`r."updatedAt"`,
    after: Prisma.sql`<`,
    way: Prisma.sql`desc`,
    by: "updatedAt",
  },
  changes: { column: Prisma.sql`r."updatedAt"`, after: Prisma.sql`>`, way: Prisma.sql`asc`, by: "updatedAt" },
} as const satisfies Record<
  PublishedSort,
  { column: Prisma.Sql; after: Prisma.Sql; way: Prisma.Sql; by: "confirmedAt" | "updatedAt" }
>;

/** These reports in this order; what everybody may not see (any more) is left out. One statement, however many they are. */
export async function readPublished(ids: readonly number[]): Promise<PublishedReport[]> {
  if (ids.length === 0) return [];
  return readPage(Prisma.sql`select id, n from unnest(${[...ids]}::int[]) with ordinality as asked (id, n)`);
}

/** One page of what is published; `next` is null on the last one. */
export async function listPublished(
  filter: PublishedFilter,
  { limit, sort = "newest", cursor }: PublishedPage,
): Promise<{ reports: PublishedReport[]; next: Cursor | null }> {
  const rows = await readPage(pageOf(filter, { sort, cursor, limit: limit + 1 }));
  const reports = rows.slice(0, limit);
  const last = reports.at(-1);
  return { reports, next: last && rows.length > limit ? cursorAt(last, sort) : null };
}

/** The same page by its numbers only, to be read piece by piece. */
export async function pickPublished(
  filter: PublishedFilter,
  page: PublishedPage,
): Promise<{ ids: number[]; next: Cursor | null }> {
  // As one text: a thousand rows cost several times as much.
  const [picked] = await db.$queryRaw<{ ids: string; last: Date | null }[]>`
    with page as materialized (${pageOf(filter, { ...page, limit: page.limit + 1 })})
    select coalesce(string_agg(id::text, ',' order by n), '') as ids,
      (select at from page where n = ${page.limit + (page.offset ?? 0)}) as last
    from page`;
  const ids = (picked?.ids ?? "").split(",").filter(Boolean).map(Number);
  const shown = ids.slice(0, page.limit);
  const id = shown.at(-1);
  const goesOn = ids.length > shown.length && id !== undefined && picked?.last;
  return { ids: shown, next: goesOn ? { at: goesOn.getTime(), id } : null };
}

/** Where a list in this order goes on after a report. */
const cursorAt = (report: PublishedReport, sort: PublishedSort): Cursor => ({
  at: report[order[sort].by].getTime(),
  id: report.id,
});

/**
 * All of what is published, batch by batch, so that a million reports need the memory of some hundred.
 * @param options `limit`: no more than these; `batch`: reports a batch
 */
export async function* streamPublished(
  filter: PublishedFilter,
  {
    limit = Number.POSITIVE_INFINITY,
    sort = "newest",
    cursor = null,
    batch = 500,
  }: Partial<PublishedPage> & { batch?: number } = {},
): AsyncGenerator<PublishedReport[]> {
  let left = limit;
  for (let after = cursor; left > 0; ) {
    const { reports, next } = await listPublished(filter, {
      sort,
      cursor: after,
      limit: Math.min(batch, left),
    });
    if (reports.length > 0) yield reports;
    if (!next) return;
    left -= reports.length;
    after = next;
  }
}

function pageOf(
  filter: PublishedFilter,
  { limit, sort = "newest", cursor, offset = 0 }: PublishedPage,
): Prisma.Sql {
  const { column, after, way } = order[sort];
  const parts = [publishedAnd(filter)];
  if (cursor) parts.push(Prisma.sql`(${column}, r.id) ${after} (${new Date(cursor.at)}, ${cursor.id})`);
  return Prisma.sql`
    select r.id, ${column} as at, row_number() over (order by ${column} ${way}, r.id ${way}) as n
    from "Report" r where ${Prisma.join(parts, " and ")}
    order by ${column} ${way}, r.id ${way}
    limit ${limit} offset ${offset}`;
}
