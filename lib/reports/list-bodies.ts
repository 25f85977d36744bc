import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { authorize } from "@/lib/auth/permissions";
import { scopeOf } from "@/lib/auth/scope";
import { db, literally, Prisma } from "@/lib/db";
import { type Page, pageOf, pageSize, readCursor } from "@/lib/page";
import { statesOfKinds } from "@/lib/reports/states";
import type { SendMethod } from "@/prisma/generated/enums";

export type ListedBody = {
  id: number;
  slug: string;
  name: string;
  retired: boolean;
  /** Names of the first areas, and how many there are. */
  areas: { names: string[]; count: number };
  /** Null = e-mail to each contact's destination. */
  connection: { id: number; slug: string; method: SendMethod; paused: boolean } | null;
  contacts: number;
  /** Confirmed problems that are open or in progress; counted up to `openAtMost`. */
  open: number;
};

/** Whoever has more has "more than" that: nobody reads on, and counting all takes long. */
export const openAtMost = 1000;
const namesShown = 3;

export const BodyQuery = z.object({
  q: z.string().trim().max(200).optional().catch(undefined),
  state: z.enum(["active", "retired"]).optional().catch(undefined),
  sort: z.enum(["name", "-name"]).catch("name"),
  cursor: z.string().optional(),
});

const Cursor = z.tuple([z.string(), z.number().int()]);

/** The bodies that the actor may change, by name, with what is told of them in a list. @throws DomainError `forbidden` */
export async function listBodies(actor: Actor, input: unknown): Promise<Page<ListedBody>> {
  const { bodyId } = scopeOf(actor, "body:edit");
  // Whoever is limited to categories changes no body.
  if (bodyId !== null) authorize(actor, "body:edit", { bodyIds: [bodyId] });
  const { q, state, sort, cursor } = BodyQuery.parse(input);
  const after = readCursor(cursor, Cursor);
  const order = sort === "name" ? "asc" : "desc";
  const beyond = order === "asc" ? "gt" : "lt";
  const rows = await db.body.findMany({
    where: {
      AND: [
        bodyId === null ? {} : { id: bodyId },
        q
          ? {
              OR: [
                { name: { contains: literally(q), mode: "insensitive" } },
                { slug: { contains: literally(q.toLowerCase()) } },
              ],
            }
          : {},
        state === "retired" ? { deletedAt: { not: null } } : state === "active" ? { deletedAt: null } : {},
        after
          ? { OR: [{ name: { [beyond]: after[0] } }, { name: after[0], id: { [beyond]: after[1] } }] }
          : {},
      ],
    },
    orderBy: [{ name: order }, { id: order }],
    take: pageSize + 1,
    select: {
      id: true,
      slug: true,
      name: true,
      deletedAt: true,
      defaultConnection: { select: { id: true, slug: true, method: true, pausedAt: true } },
      areas: {
        select: { area: { select: { name: true } } },
        orderBy: { area: { name: "asc" } },
        take: namesShown,
      },
      _count: { select: { areas: true, contacts: { where: { state: { not: "deleted" } } } } },
    },
  });
  const open = await openOf(rows.map(({ id }) => id));
  const bodies = rows.map(({ deletedAt, defaultConnection, areas, _count, ...row }) => ({
    ...row,
    retired: deletedAt !== null,
    areas: { names: areas.map(({ area }) => area.name), count: _count.areas },
    connection: defaultConnection && {
      id: defaultConnection.id,
      slug: defaultConnection.slug,
      method: defaultConnection.method,
      paused: defaultConnection.pausedAt !== null,
    },
    contacts: _count.contacts,
    open: open.get(row.id) ?? 0,
  }));
  return pageOf(bodies, (last) => [last.name, last.id]);
}

/** Each body's own newest reports are looked at until there are enough. */
async function openOf(ids: readonly number[]): Promise<Map<number, number>> {
  if (ids.length === 0) return new Map();
  const rows = await db.$queryRaw<{ id: number; open: number }[]>`
    select b.id, (
      select count(*)::int from (
        select 1 from "Delivery" d join "Report" r on r.id = d."reportId"
        where d."bodyId" = b.id and r.visibility in ('public', 'private')
          and r.state in (${Prisma.join(statesOfKinds(["open", "progress"]).map((state) => Prisma.sql`${state}::"ReportState"`))})
        order by d."reportId" desc
        limit ${openAtMost}
      ) newest
    ) as open
    from unnest(${[...ids]}::int[]) as b(id)`;
  return new Map(rows.map(({ id, open }) => [id, open]));
}
