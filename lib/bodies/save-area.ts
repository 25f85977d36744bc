import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { requireSuperuser } from "@/lib/auth/superuser";
import { slugTaken } from "@/lib/bodies/create-body";
import { Name, Slug } from "@/lib/bodies/fields";
import { changesBetween } from "@/lib/changes";
import { db, isUniqueViolation, type Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { orNull, RowId } from "@/lib/form-fields";
import { type AreaGeometry, boxOf } from "@/lib/geo/area-geometry";
import { readOutline } from "@/lib/geo/read-outline";
import { translator } from "@/lib/messages";

export const AreaInput = z.object({
  /** Null = a new area. */
  areaId: orNull(RowId),
  name: Name,
  slug: Slug,
  type: Name,
  /** GeoJSON, as text or parsed; empty = the outline stays as it is. */
  geometry: orNull(z.unknown()),
});
export type AreaInput = z.infer<typeof AreaInput>;

/**
 * Makes or changes an area. A new outline counts for reports made from now on: those there are keep their areas, and who got them.
 * @returns its id
 * @throws DomainError `forbidden` but for superusers, `not_found`, `invalid` for a slug that is taken or an outline that is no
 * usable one
 */
export async function saveArea(actor: Actor, input: AreaInput): Promise<number> {
  requireSuperuser(actor);
  const { areaId, geometry, ...columns } = input;
  // A new area needs an outline; the reader says so in words.
  const outline = geometry === null && areaId !== null ? null : readOutline(geometry ?? "");
  try {
    return await db.$transaction((tx) =>
      areaId === null ? create(tx, actor, columns, outline) : edit(tx, actor, areaId, columns, outline),
    );
  } catch (error) {
    throw isUniqueViolation(error, "slug") ? slugTaken() : error;
  }
}

type Columns = Omit<AreaInput, "areaId" | "geometry">;

async function create(tx: Tx, actor: Actor, columns: Columns, outline: AreaGeometry | null): Promise<number> {
  const shape = outline ?? readOutline("");
  const { id } = await tx.area.create({
    data: { ...columns, geometry: shape, ...boxOf(shape) },
    select: { id: true },
  });
  await record(tx, actor, "areas.create", {
    subject: { areaId: id, slug: columns.slug },
    after: { ...columns, outline: sizeOf(shape) },
  });
  return id;
}

async function edit(
  tx: Tx,
  actor: Actor,
  areaId: number,
  columns: Columns,
  outline: AreaGeometry | null,
): Promise<number> {
  const row = await lockArea(tx, areaId);
  // Outlines were checked when they were saved; they are too large for the books, which tell their size.
  const kept = row.geometry as unknown as AreaGeometry;
  const redrawn = outline !== null && changesBetween({ kept }, { kept: outline }) !== null;
  const changes = changesBetween(
    { ...row, outline: sizeOf(kept) },
    { ...columns, ...(redrawn && { outline: { ...sizeOf(outline), redrawn: true } }) },
  );
  if (!changes) return areaId;
  await tx.area.update({
    where: { id: areaId },
    data: { ...columns, ...(redrawn && { geometry: outline, ...boxOf(outline) }) },
  });
  await record(tx, actor, "areas.edit", { subject: { areaId, slug: row.slug }, ...changes });
  return areaId;
}

const sizeOf = (geometry: AreaGeometry) => ({
  positions: geometry.coordinates.flat(geometry.type === "Polygon" ? 1 : 2).length,
  ...boxOf(geometry),
});

/** Keeps an area's row from being changed by anybody else until the transaction ends. @throws DomainError `not_found` */
export async function lockArea(tx: Tx, areaId: number) {
  await tx.$queryRaw`select 1 from "Area" where id = ${areaId} for update`;
  const area = await tx.area.findUnique({ where: { id: areaId } });
  if (!area) throw notFound(translator("adminBodies")("faults.noArea"));
  return area;
}
