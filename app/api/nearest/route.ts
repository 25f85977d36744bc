import { z } from "zod";
import { route } from "@/app/_server/route";
import { sharedJson } from "@/app/_server/shared-json";
import { nearestAddress } from "@/lib/geo/nearest-address";

const Query = z.object({
  lat: z.coerce.number().min(-90).max(90),
  lon: z.coerce.number().min(-180).max(180),
});

/** The address nearest to a point in words, or null: `{ address }`. */
export const GET = route({ query: Query }, async ({ request, query }) => {
  const address = await nearestAddress(query);
  // A geocoder that did not answer in time may do so in a minute.
  const seconds = address === null ? 10 : 3_600;
  return sharedJson(request, { address }, `public, max-age=${seconds}, s-maxage=${seconds}`);
});
