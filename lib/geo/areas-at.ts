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

const shown = { id: true, slug: true, name: true, type: true, ...box } as const;

/** The areas that hold a point, borders included, smallest first; retired areas are left out. */
export async function areasAt(point: Point): Promise<AreaAt[]> {
  const [areas = []] = await areasAtMany([point]);
  return areas;
}

/** The same for many points, each answered in its place. At most two statements, however many. */
export async function areasAtMany(points: readonly Point[]): Promise<AreaAt[][]> {
  if (points.length === 0) return [];
  const [lats, lons] = [points.map(({ lat }) => lat), points.map(({ lon }) => lon)];
  const near = await db.area.findMany({
    where: {
      deletedAt: null,
      west: { lte: greatest(lons) },
      east: { gte: least(lons) },
      south: { lte: greatest(lats) },
      north: { gte: least(lats) },
    },
    select: shown,
  });
  const bySize = near.sort((a, b) => sizeOf(a) - sizeOf(b) || a.id - b.id);
  const candidates = points.map((point) => bySize.filter((area) => isInBox(area, point)));
  const shapes = await outlinesOf([...new Set(candidates.flat())]);
  return points.map(({ lat, lon }, n) =>
    (candidates[n] ?? [])
      .filter(({ id }) => {
        const shape = shapes.get(id);
        return shape !== undefined && booleanPointInPolygon([lon, lat], shape);
      })
      .map(({ id, slug, name, type }) => ({ id, slug, name, type })),
  );
}

const isInBox = ({ west, south, east, north }: Candidate, { lat, lon }: Point): boolean =>
  west <= lon && east >= lon && south <= lat && north >= lat;

const least = (all: readonly number[]): number => all.reduce((a, b) => Math.min(a, b));
const greatest = (all: readonly number[]): number => all.reduce((a, b) => Math.max(a, b));

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
  const byId = new Map(missing.map((area) => [area.id, area]));
  for (const { id, geometry } of rows) {
    // Outlines were checked when they were saved (lib/geo/area-geometry.ts).
    const outline = geometry as unknown as AreaGeometry;
    const area = byId.get(id);
    if (area) outlines.set(keyOf(area), outline);
    found.set(id, outline);
  }
  return found;
}
