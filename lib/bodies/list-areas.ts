import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { requireSuperuser } from "@/lib/auth/superuser";
import { db, literally, type Prisma } from "@/lib/db";
import { notFound } from "@/lib/errors";
import type { AreaGeometry } from "@/lib/geo/area-geometry";
import type { Bounds } from "@/lib/geo/mercator";
import { translator } from "@/lib/messages";
import { type Page, pageOf, pageSize, readCursor } from "@/lib/page";

const listedArea = {
  id: true,
  slug: true,
  name: true,
  type: true,
  deletedAt: true,
  bodies: {
    select: { body: { select: { id: true, name: true } } },
    orderBy: { body: { name: "asc" } },
  },
} as const satisfies Prisma.AreaSelect;

export type ListedArea = {
  id: number;
  slug: string;
  name: string;
  type: string;
  retired: boolean;
  /** Who covers it. */
  bodies: { id: number; name: string }[];
};

export const AreaQuery = z.object({
  q: z.string().trim().max(200).optional().catch(undefined),
  state: z.enum(["active", "retired"]).optional().catch(undefined),
  sort: z.enum(["name", "-name"]).catch("name"),
  cursor: z.string().optional(),
});

const Cursor = z.tuple([z.string(), z.number().int()]);

/** All areas by name. @throws DomainError `forbidden` but for superusers */
export async function listAreas(actor: Actor, input: unknown): Promise<Page<ListedArea>> {
  requireSuperuser(actor);
  const { q, state, sort, cursor } = AreaQuery.parse(input);
  const after = readCursor(cursor, Cursor);
  const order = sort === "name" ? "asc" : "desc";
  const beyond = order === "asc" ? "gt" : "lt";
  const rows = await db.area.findMany({
    where: {
      AND: [
        q
          ? {
              OR: [
                { name: { contains: literally(q), mode: "insensitive" } },
                { type: { contains: literally(q), mode: "insensitive" } },
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
    select: listedArea,
  });
  return pageOf(rows.map(listed), (last) => [last.name, last.id]);
}

const listed = ({
  deletedAt,
  bodies,
  ...area
}: Prisma.AreaGetPayload<{ select: typeof listedArea }>): ListedArea => ({
  ...area,
  retired: deletedAt !== null,
  bodies: bodies.map(({ body }) => body),
});

export type ShownArea = ListedArea & { geometry: AreaGeometry; bounds: Bounds };

/** One area with its outline. @throws DomainError `not_found`, `forbidden` but for superusers */
export async function readArea(actor: Actor, areaId: number): Promise<ShownArea> {
  requireSuperuser(actor);
  const row = await db.area.findUnique({
    where: { id: areaId },
    select: { ...listedArea, geometry: true, west: true, south: true, east: true, north: true },
  });
  if (!row) throw notFound(translator("adminBodies")("faults.noArea"));
  const { geometry, west, south, east, north, ...rest } = row;
  // Outlines were checked when they were saved (lib/geo/area-geometry.ts).
  return {
    ...listed(rest),
    geometry: geometry as unknown as AreaGeometry,
    bounds: { west, south, east, north },
  };
}

export type AreaChoice = { id: number; name: string; type: string; retired: boolean };

/** Every area that a body may be given, by type and name; retired ones only if the body has them. */
export async function areasToChoose(actor: Actor, bodyId: number | null): Promise<AreaChoice[]> {
  requireSuperuser(actor);
  const rows = await db.area.findMany({
    where: { OR: [{ deletedAt: null }, { bodies: { some: { bodyId: bodyId ?? 0 } } }] },
    orderBy: [{ type: "asc" }, { name: "asc" }, { id: "asc" }],
    select: { id: true, name: true, type: true, deletedAt: true },
  });
  return rows.map(({ deletedAt, ...area }) => ({ ...area, retired: deletedAt !== null }));
}
