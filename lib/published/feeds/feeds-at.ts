import { db } from "@/lib/db";
import { areasAt } from "@/lib/geo/areas-at";
import type { Point } from "@/lib/geo/point";

export type NamedFeed = { slug: string; name: string };

/** Whose feeds tell of a place: the areas it lies in, the smallest first, and the bodies that look after them, by name. */
export async function feedsAt(point: Point): Promise<{ areas: NamedFeed[]; bodies: NamedFeed[] }> {
  const areas = await areasAt(point);
  const bodies = await db.body.findMany({
    where: { deletedAt: null, areas: { some: { areaId: { in: areas.map(({ id }) => id) } } } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: { slug: true, name: true },
  });
  return { areas: areas.map(({ slug, name }) => ({ slug, name })), bodies };
}
