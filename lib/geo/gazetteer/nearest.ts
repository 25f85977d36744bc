import { db, type Prisma } from "@/lib/db";
import { distanceMetres, type Point } from "@/lib/geo/point";

const REACH_METRES = 300;
const METRES_PER_DEGREE = 111_320;
/** What a pin is named after first. */
const STREETS = ["street", "road", "address"];

/**
 * The gazetteer's entry nearest to a point, within 300 m: a street where there is one, else what else has a name.
 * An entry is one point, so the pin is near it, not in it.
 */
export async function nearestEntry(point: Point): Promise<string | null> {
  const north = REACH_METRES / METRES_PER_DEGREE;
  const east = north / Math.max(0.01, Math.cos((point.lat * Math.PI) / 180));
  const around: Prisma.GazetteerEntryWhereInput = {
    lat: { gte: point.lat - north, lte: point.lat + north },
    lon: { gte: point.lon - east, lte: point.lon + east },
    kind: { not: "postcode" },
  };
  const rows = await db.gazetteerEntry.findMany({
    where: around,
    select: { name: true, lat: true, lon: true, kind: true },
    take: 1000,
  });
  const near = rows
    .map((row) => ({ ...row, metres: distanceMetres(point, row) }))
    .filter(({ metres }) => metres <= REACH_METRES)
    .sort((a, b) => Number(isStreet(b.kind)) - Number(isStreet(a.kind)) || a.metres - b.metres);
  return near[0]?.name ?? null;
}

const isStreet = (kind: string): boolean => STREETS.includes(kind);
