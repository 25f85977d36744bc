import { z } from "zod";
import { route } from "@/app/_server/route";
import { sharedJson } from "@/app/_server/shared-json";
import { FilterQuery } from "@/app/api/filter-query";
import { parseBounds } from "@/lib/geo/parse-bounds";
import { parseCursor, parseFilter } from "@/lib/reports/filter";
import { listAround } from "@/lib/reports/list-around";

const Query = FilterQuery.extend({
  /** `west,south,east,north` in degrees. */
  bounds: z
    .string()
    .transform(parseBounds)
    .refine((bounds) => bounds !== null, "This is no box on earth.")
    .optional(),
  cursor: z.string().max(40).optional(),
});

/** The list beside the map, one page of it; where the box holds none, the nearest ones. Looks the same to everybody. */
export const GET = route({ query: Query }, async ({ request, query }) => {
  const page = await listAround({
    bounds: query.bounds ?? undefined,
    bodyId: query.body,
    filter: parseFilter(new URL(request.url).searchParams),
    cursor: parseCursor(query.cursor),
  });
  return sharedJson(request, page, "public, max-age=5, s-maxage=5");
});
