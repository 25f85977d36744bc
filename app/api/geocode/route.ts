import { z } from "zod";
import { addressBehind } from "@/app/_server/client-address";
import { route } from "@/app/_server/route";
import { sharedJson } from "@/app/_server/shared-json";
import { env } from "@/lib/env";
import { suggestPlaces } from "@/lib/geo/find-places";
import { limit } from "@/lib/rate-limit";

const Query = z.object({ q: z.string().trim().min(1).max(200) });

/** Places to offer while somebody types: `{ places: [{ name, lat, lon, kind }] }`, best first, at most ten. */
export const GET = route({ query: Query }, async ({ request, query }) => {
  await limit("geocode", addressBehind(request.headers.get("x-forwarded-for"), env.TRUSTED_PROXIES));
  const found = await suggestPlaces(query.q);
  if (found.kind === "unavailable")
    return Response.json({ places: [] }, { status: 503, headers: { "Cache-Control": "no-store" } });
  const places = found.kind === "found" ? found.places : [];
  return sharedJson(request, { places }, "public, max-age=60, s-maxage=600");
});
