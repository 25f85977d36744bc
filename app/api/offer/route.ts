import { z } from "zod";
import { route } from "@/app/_server/route";
import { offerAt } from "@/lib/bodies/offer";
import { nearestAddress } from "@/lib/geo/nearest-address";

const degrees = (limit: number) => z.coerce.number<string>().min(-limit).max(limit);

/** What can be reported at a place, to whom, and the nearest address; asked when a pin is moved. */
export const GET = route(
  { query: z.object({ lat: degrees(90), lon: degrees(180) }) },
  async ({ query: point }) => {
    const [offer, address] = await Promise.all([offerAt(point), nearestAddress(point)]);
    return Response.json({ offer, address }, { headers: { "Cache-Control": "public, max-age=10" } });
  },
);
