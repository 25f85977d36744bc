import type { Actor } from "@/lib/actor";
import { authorize } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import type { AreaGeometry } from "@/lib/geo/area-geometry";

export type Outline = { id: number; name: string; geometry: AreaGeometry };

/** The outlines of the areas that a body covers, for its map. @throws DomainError `forbidden` */
export async function outlinesOf(actor: Actor, bodyId: number): Promise<Outline[]> {
  authorize(actor, "body:edit", { bodyIds: [bodyId] });
  const rows = await db.area.findMany({
    where: { deletedAt: null, bodies: { some: { bodyId } } },
    orderBy: { name: "asc" },
    select: { id: true, name: true, geometry: true },
  });
  return rows.map((row) => ({ ...row, geometry: row.geometry as unknown as AreaGeometry }));
}
