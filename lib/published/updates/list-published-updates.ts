import { db, Prisma } from "@/lib/db";
import {
  asPublished,
  isPublished,
  type PublishedUpdate,
  publishedColumns,
  publishedJoins,
} from "@/lib/published/updates/published-update";
import type { Cursor } from "@/lib/reports/filter";

/** Which updates are asked for; absent = not narrowed. */
export type PublishedUpdateFilter = {
  ids?: readonly number[] | undefined;
  reportIds?: readonly number[] | undefined;
  /** Of reports that one of these bodies has, or is to get. */
  bodyIds?: readonly number[] | undefined;
  areaId?: number | undefined;
  /** Inclusive. */
  confirmedFrom?: Date | undefined;
  /** Exclusive. */
  confirmedBefore?: Date | undefined;
  /** Without what this body's own systems have said, here or by being asked: they know it. */
  notSaidBy?: number | undefined;
};

export type UpdatesPage = {
  /** By when they became public; the oldest first unless said otherwise. */
  sort?: "oldest" | "newest" | undefined;
  cursor?: Cursor | null | undefined;
  /** So many are passed over, which costs as much as reading them. */
  offset?: number | undefined;
  limit: number;
};

/**
 * Updates that everybody may read, of reports that everybody may see, page by page. One statement, which reads one end of an index.
 * @returns `next`: where the following page begins; null at the end
 */
export async function listPublishedUpdates(
  filter: PublishedUpdateFilter,
  { limit, ...page }: UpdatesPage,
): Promise<{ updates: PublishedUpdate[]; next: Cursor | null }> {
  const rows = await db.$queryRaw<unknown[]>(publishedUpdatesQuery(filter, { ...page, limit: limit + 1 }));
  const updates = rows.slice(0, limit).map(asPublished);
  const last = rows.length > limit ? updates.at(-1) : undefined;
  return { updates, next: last ? { at: last.confirmedAt.getTime(), id: last.id } : null };
}

/** These updates in the order given, without those that nobody may read (any more). One statement. */
export async function readPublishedUpdates(ids: readonly number[]): Promise<PublishedUpdate[]> {
  if (ids.length === 0) return [];
  const { updates } = await listPublishedUpdates({ ids }, { limit: ids.length });
  const byId = new Map(updates.map((update) => [update.id, update]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** The statement by itself, so that its plan can be looked at. */
export function publishedUpdatesQuery(
  filter: PublishedUpdateFilter,
  { sort = "oldest", cursor = null, offset = 0, limit }: UpdatesPage,
): Prisma.Sql {
  const [after, order] =
    sort === "oldest"
      ? [Prisma.sql`>`, Prisma.sql`u."confirmedAt", u.id`]
      : [Prisma.sql`<`, Prisma.sql`u."confirmedAt" desc, u.id desc`];
  const conditions = [isPublished, ...narrowed(filter)];
  if (cursor) {
    conditions.push(
      Prisma.sql`(u."confirmedAt", u.id) ${after} (${new Date(cursor.at)}::timestamptz, ${cursor.id}::int)`,
    );
  }
  return Prisma.sql`
    select ${publishedColumns}
    from (
      select u.* from "Update" u join "Report" r on r.id = u."reportId"
      where ${Prisma.join(conditions, " and ")}
      order by ${order} limit ${limit} offset ${offset}
    ) u ${publishedJoins}
    order by ${order}`;
}

function narrowed(filter: PublishedUpdateFilter): Prisma.Sql[] {
  const { ids, reportIds, bodyIds, areaId, confirmedFrom, confirmedBefore, notSaidBy } = filter;
  const conditions: Prisma.Sql[] = [];
  if (ids) conditions.push(Prisma.sql`u.id = any(${[...ids]}::int[])`);
  if (reportIds) conditions.push(Prisma.sql`u."reportId" = any(${[...reportIds]}::int[])`);
  if (confirmedFrom) conditions.push(Prisma.sql`u."confirmedAt" >= ${confirmedFrom}`);
  if (confirmedBefore) conditions.push(Prisma.sql`u."confirmedAt" < ${confirmedBefore}`);
  if (areaId !== undefined) {
    conditions.push(Prisma.sql`exists (
      select 1 from "ReportArea" a where a."reportId" = r.id and a."areaId" = ${areaId})`);
  }
  if (bodyIds) {
    conditions.push(Prisma.sql`exists (
      select 1 from "Delivery" d where d."reportId" = r.id and d."bodyId" = any(${[...bodyIds]}::int[])
        and (d.state <> 'skipped' or d."firstSentAt" is not null))`);
  }
  if (notSaidBy !== undefined) {
    conditions.push(Prisma.sql`not (u.origin = 'backend' and u."bodyId" is not distinct from ${notSaidBy})
      and not exists (select 1 from "ApiClient" k where k.id = u."clientId" and k."bodyId" = ${notSaidBy})`);
  }
  return conditions;
}
