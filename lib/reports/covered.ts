import { db } from "@/lib/db";
import { areasAt } from "@/lib/geo/areas-at";
import type { Point } from "@/lib/geo/point";

/** Whether anybody looks after this place: a body that has not retired covers it. */
export async function isCovered(point: Point): Promise<boolean> {
  const areaIds = (await areasAt(point)).map(({ id }) => id);
  if (areaIds.length === 0) return false;
  const body = await db.body.findFirst({
    where: { deletedAt: null, areas: { some: { areaId: { in: areaIds } } } },
    select: { id: true },
  });
  return body !== null;
}
