import { z } from "zod";
import { route } from "@/app/_server/route";
import { sharedJson } from "@/app/_server/shared-json";
import { FilterQuery } from "@/app/api/filter-query";
import { parseFilter } from "@/lib/reports/filter";
import { pinsInTile } from "@/lib/reports/pins";

/** A tile that exists; zoom 24 is a few centimetres a pixel. */
const Tile = z
  .object({
    z: z.coerce.number().int().min(0).max(24),
    x: z.coerce.number().int().min(0),
    y: z.coerce.number().int().min(0),
  })
  .refine(({ z: zoom, x, y }) => x < 2 ** zoom && y < 2 ** zoom, {
    message: "There is no such tile.",
    path: ["z"],
  });

/** The reports of one map tile, 512 pixels wide: pins and clusters. Looks the same to everybody. */
export const GET = route({ params: Tile, query: FilterQuery }, async ({ request, params, query }) =>
  sharedJson(
    request,
    await pinsInTile(
      params.z,
      params.x,
      params.y,
      parseFilter(new URL(request.url).searchParams),
      query.body ?? null,
    ),
    "public, max-age=5, s-maxage=5",
  ),
);
