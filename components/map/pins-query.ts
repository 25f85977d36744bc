import { queryOptions } from "@tanstack/react-query";
import type { Tile } from "@/lib/geo/mercator";
import { filterParams, type ReportFilter } from "@/lib/reports/filter";
import type { TilePins } from "@/lib/reports/pins";

/** Pins of one tile; the request ends when nobody looks at the tile any more. */
export function pinsQuery({ z, x, y }: Tile, filter: ReportFilter, bodyId: number | null) {
  const params = filterParams({ ...filter, sort: "newest" });
  if (bodyId !== null) params.set("body", String(bodyId));
  const search = params.size > 0 ? `?${params}` : "";
  const path = `/api/pins/${z}/${x}/${y}${search}`;
  return queryOptions({
    queryKey: ["pins", path],
    queryFn: async ({ signal }): Promise<TilePins> => {
      const response = await fetch(path, { signal });
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      return (await response.json()) as TilePins;
    },
  });
}
