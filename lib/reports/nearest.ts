import { db, Prisma } from "@/lib/db";
import type { Point } from "@/lib/geo/point";
import { cellsAround } from "@/lib/reports/box-cells";
import { inCells, publicAnd } from "@/lib/reports/conditions";
import type { ReportFilter } from "@/lib/reports/filter";

/** From streets to counties: the first zoom whose nine tiles hold enough ends the search. */
const zooms = [15, 13, 11, 9];

/** The public reports nearest to a point, nearest first, within some 100 km. Fewer than `limit` when there are no more. */
export async function nearestIds(point: Point, filter: ReportFilter, limit: number): Promise<number[]> {
  let ids: number[] = [];
  for (const zoom of zooms) {
    ids = await within(point, zoom, filter, limit);
    if (ids.length >= limit) break;
  }
  return ids;
}

async function within(point: Point, zoom: number, filter: ReportFilter, limit: number): Promise<number[]> {
  // Flat geometry: over some kilometres its order is that of the distances.
  const squeeze = Math.cos((point.lat * Math.PI) / 180);
  const away = Prisma.sql`power(r.lat - ${point.lat}, 2) + power((r.lon - ${point.lon}) * ${squeeze}, 2)`;
  const rows = await db.$queryRaw<{ id: number }[]>`
    select r.id from "Report" r
    where ${publicAnd(filter)} and ${inCells(cellsAround(point, zoom))}
    order by ${away}, r.id
    limit ${limit}`;
  return rows.map(({ id }) => id);
}
