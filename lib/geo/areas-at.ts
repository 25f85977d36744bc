import { booleanPointInPolygon } from "@turf/boolean-point-in-polygon";
import { db } from "@/lib/db";
import type { AreaGeometry } from "@/lib/geo/area-geometry";
import type { Point } from "@/lib/geo/point";
import { Recent } from "@/lib/recent";

export type AreaAt = { id: number; slug: string; name: string; type: string };

const box = { west: true, south: true, east: true, north: true } as const;
type Candidate = AreaAt & { [edge in keyof typeof box]: number };

/** Outlines are large and seldom change; a changed one mostly changes its box too, which is part of the key. */
const outlines = new Recent<AreaGeometry>({
  capacity: 500_000,
  weigh: (geometry) => geometry.coordinates.flat(2).length,
  ttlMs: 30_000,
});

/** The areas that hold a point, borders included, smallest first; retired areas are left out. */
export async function areasAt(point: Point): Promise<AreaAt[]> {
  const { lat, lon } = point;
  const candidates = await db.area.findMany({
    where: {
      deletedAt: null,
      west: { lte: lon },
      east: { gte: lon },
      south: { lte: lat },
      north: { gte: lat },
    },
    select: { id: true, slug: true, name: true, type: true, ...box },
  });
  const shapes = await outlinesOf(candidates);
  return candidates
    .filter(({ id }) => {
      const shape = shapes.get(id);
      return shape !== undefined && booleanPointInPolygon([lon, lat], shape);
    })
    .sort((a, b) => sizeOf(a) - sizeOf(b) || a.id - b.id)
    .map(({ id, slug, name, type }) => ({ id, slug, name, type }));
}

const sizeOf = ({ west, south, east, north }: Candidate): number => (east - west) * (north - south);

const keyOf = ({ id, west, south, east, north }: Candidate): string => [id, west, south, east, north].join();

async function outlinesOf(areas: Candidate[]): Promise<Map<number, AreaGeometry>> {
  const found = new Map<number, AreaGeometry>();
  for (const area of areas) {
    const known = outlines.get(keyOf(area));
    if (known) found.set(area.id, known);
  }
  const missing = areas.filter(({ id }) => !found.has(id));
  if (missing.length === 0) return found;
  const rows = await db.area.findMany({
    where: { id: { in: missing.map(({ id }) => id) } },
    select: { id: true, geometry: true },
  });
  for (const { id, geometry } of rows) {
    // Outlines were checked when they were saved (lib/geo/area-geometry.ts).
    const outline = geometry as unknown as AreaGeometry;
    const area = missing.find((candidate) => candidate.id === id);
    if (area) outlines.set(keyOf(area), outline);
    found.set(id, outline);
  }
  return found;
}
