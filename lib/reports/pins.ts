import { db, Prisma } from "@/lib/db";
import { cellRange } from "@/lib/geo/cell";
import type { Tile } from "@/lib/geo/mercator";
import { type Cluster, cluster, SPECK_BITS, type Speck } from "@/lib/reports/cluster";
import { inCells, publicAnd } from "@/lib/reports/conditions";
import { filterParams, type ReportFilter } from "@/lib/reports/filter";
import { RecentAnswers } from "@/lib/reports/recent-answers";
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

const recent = new RecentAnswers<TilePins>({ entries: 500, milliseconds: 4_000 });

/**
 * What the map shows on one tile, which is 512 pixels wide on screen: single reports, and clusters with how many of each kind
 * they hold. Only public reports. Remembered for some seconds.
 * @throws RangeError when there is no such tile
 */
export function pinsInTile(z: number, x: number, y: number, filter: ReportFilter): Promise<TilePins> {
  const key = `${z}/${x}/${y}?${filterParams({ ...filter, sort: "newest" })}`;
  return recent.get(key, () => readPins({ z, x, y }, filter));
}

/** Without the memory, for tests and measurements. */
export async function readPins(tile: Tile, filter: ReportFilter): Promise<TilePins> {
  const specks = await readSpecks(tile, filter);
  const total = specks.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return { pins: [], clusters: [] };
  if (total <= fewReports || (tile.z >= streetZoom && total <= mostPins)) {
    return { pins: await pinsWhere(inCells([cellRange(tile.z, tile.x, tile.y)]), filter), clusters: [] };
  }
  const { clusters, singles } = cluster(tile, specks);
  const pins = singles.length > 0 ? await pinsWhere(Prisma.sql`r.id = any(${singles}::int[])`, filter) : [];
  return { pins, clusters };
}

/** Counts by small square and state. The index (visibility, cell, state, categoryId, id) holds all of it: no row is visited. */
async function readSpecks({ z, x, y }: Tile, filter: ReportFilter): Promise<Speck[]> {
  const range = cellRange(z, x, y);
  const shift = Math.max(0, 2 * (cellZoom - z - SPECK_BITS));
  const rows = await db.$queryRaw<{ place: bigint; state: ReportState; count: number; id: number }[]>`
    select r.cell >> ${shift}::int as place, r.state, count(*)::int as count, min(r.id) as id
    from "Report" r
    where ${publicAnd(filter)} and ${inCells([range])}
    group by 1, 2`;
  const first = range.from >> BigInt(shift);
  return rows.map(({ place, state, count, id }) => ({
    place: place - first,
    kind: kindOf(state),
    count,
    id,
  }));
}

async function pinsWhere(where: Prisma.Sql, filter: ReportFilter): Promise<Pin[]> {
  const rows = await db.$queryRaw<(Omit<Pin, "kind"> & { state: ReportState })[]>`
    select r.id, r.lat, r.lon, r.state, r.title
    from "Report" r
    where ${publicAnd(filter)} and ${where}
    order by r.id desc
    limit ${mostPins}`;
  return rows.map(({ state, ...pin }) => ({ ...pin, kind: kindOf(state) }));
}
