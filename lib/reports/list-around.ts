import type { Bounds } from "@/lib/geo/mercator";
import type { ListQuery, ReportPage } from "@/lib/reports/list";
import { listReports } from "@/lib/reports/list";

/** A page of the list beside a map. `nearest`: the box holds nothing, these are the nearest from outside it. */
export type AroundPage = ReportPage & { nearest: boolean };

const nearestShown = 5;

/** What lies in the box; where that is nothing at all, the few nearest to its middle. */
export async function listAround(query: ListQuery): Promise<AroundPage> {
  const page = await listReports(query);
  if (page.reports.length > 0 || query.cursor || !query.bounds || query.bodyId !== undefined)
    return { ...page, nearest: false };
  const near = middleOf(query.bounds);
  const nearest = await listReports({ near, filter: query.filter, limit: nearestShown });
  return { ...nearest, nearest: nearest.reports.length > 0 };
}

const middleOf = ({ west, south, east, north }: Bounds) => ({
  lat: (south + north) / 2,
  lon: (west + east) / 2,
});
