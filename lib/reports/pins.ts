import { db, Prisma } from "@/lib/db";
import { cellRange } from "@/lib/geo/cell";
import type { Tile } from "@/lib/geo/mercator";
import { Recent } from "@/lib/recent";
import { type Cluster, cluster, SPECK_BITS, type Speck } from "@/lib/reports/cluster";
import { inCells, passedTo, publicAnd } from "@/lib/reports/conditions";
import { filterParams, type ReportFilter } from "@/lib/reports/filter";
import { kindOf, type StateKind } from "@/lib/reports/states";
import type { ReportState } from "@/prisma/generated/enums";

export type Pin = { id: number; lat: number; lon: number; kind: StateKind; title: string };
export type TilePins = { pins: Pin[]; clusters: Cluster[] };

/** So few that each gets its own pin at any zoom. */
const fewReports = 24;
/** From this tile zoom on (streets fill the screen) reports stand alone, unless there are too many of them. */
const streetZoom = 16;
const mostPins = 150;
const cellZoom = 26;

/** Promises, so that whoever asks while an answer is being made waits for that one. */
const recent = new Recent<Promise<TilePins>>({ capacity: 500, ttlMs: 4_000 });

/**
 * What the map shows on one tile, which is 512 pixels wide on screen: single reports, and clusters with how many of each kind
 * they hold. Only public reports, and only those to `bodyId` if given. Remembered for some seconds.
 * @throws RangeError when there is no such tile
 */
export function pinsInTile(
  z: number,
  x: number,
  y: number,
  filter: ReportFilter,
  bodyId: number | null = null,
): Promise<TilePins> {
  const key = `${z}/${x}/${y}?${filterParams({ ...filter, sort: "newest" })}&${bodyId}`;
  const known = recent.get(key);
  if (known) return known;
  const answer = readPins({ z, x, y }, filter, bodyId);
  recent.set(key, answer);
  answer.catch(() => recent.delete(key));
  return answer;
}

/** Without the memory, for tests and measurements. */
export async function readPins(
  tile: Tile,
  filter: ReportFilter,
  bodyId: number | null = null,
): Promise<TilePins> {
  const allowed = Prisma.sql`${publicAnd(filter)} and ${passedTo(bodyId)}`;
  const specks = await readSpecks(tile, allowed);
  const total = specks.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return { pins: [], clusters: [] };
  if (total <= fewReports || (tile.z >= streetZoom && total <= mostPins)) {
    return { pins: await pinsWhere(inCells([cellRange(tile.z, tile.x, tile.y)]), allowed), clusters: [] };
  }
  const { clusters, singles } = cluster(tile, specks);
  const pins = singles.length > 0 ? await pinsWhere(Prisma.sql`r.id = any(${singles}::int[])`, allowed) : [];
  return { pins, clusters };
}

/** Counts by small square and state. The index (visibility, cell, state, categoryId, id) holds all of it: no row is visited. */
async function readSpecks({ z, x, y }: Tile, allowed: Prisma.Sql): Promise<Speck[]> {
  const range = cellRange(z, x, y);
  const shift = Math.max(0, 2 * (cellZoom - z - SPECK_BITS));
  const rows = await db.$queryRaw<{ place: bigint; state: ReportState; count: number; id: number }[]>`
    select r.cell >> ${shift}::int as place, r.state, count(*)::int as count, min(r.id) as id
    from "Report" r
    where ${allowed} and ${inCells([range])}
    group by 1, 2`;
  const first = range.from >> BigInt(shift);
  return rows.map(({ place, state, count, id }) => ({
    place: place - first,
    kind: kindOf(state),
    count,
    id,
  }));
}

async function pinsWhere(where: Prisma.Sql, allowed: Prisma.Sql): Promise<Pin[]> {
  const rows = await db.$queryRaw<(Omit<Pin, "kind"> & { state: ReportState })[]>`
    select r.id, r.lat, r.lon, r.state, r.title
    from "Report" r
    where ${allowed} and ${where}
    order by r.id desc
    limit ${mostPins}`;
  return rows.map(({ state, ...pin }) => ({ ...pin, kind: kindOf(state) }));
}
