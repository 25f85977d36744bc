import { z } from "zod";
import { route } from "@/app/_server/route";
import { env } from "@/lib/env";
import { staticMap } from "@/lib/geo/static-map";
import { fetchTile } from "@/lib/geo/tiles";
import { stateKinds } from "@/lib/reports/states";

const Query = z.object({
  lat: z.coerce.number().min(-85).max(85),
  lon: z.coerce.number().min(-180).max(180),
  zoom: z.coerce.number().int().min(3).max(20).default(16),
  /** Pixels; bounded, as each picture is drawn for the request. */
  w: z.coerce.number().int().min(100).max(1000).default(640),
  h: z.coerce.number().int().min(100).max(800).default(400),
  /** The state that the pin in the middle shows; without it there is no pin. */
  kind: z.enum(stateKinds).optional(),
});

/** A still map as PNG, for pages without scripts. */
export const GET = route({ query: Query }, async ({ query }) => {
  const { lat, lon, w, h, kind } = query;
  const picture = await staticMap({
    point: { lat, lon },
    zoom: Math.min(query.zoom, env.TILE_MAX_ZOOM),
    width: w,
    height: h,
    ...(kind && { pin: kind }),
    attribution: env.TILE_ATTRIBUTION,
    tile: fetchTile,
  });
  return new Response(picture.slice().buffer, {
    headers: {
      "Content-Type": "image/png",
      "Cache-Control": "public, max-age=3600, s-maxage=86400, stale-while-revalidate=86400",
    },
  });
});
