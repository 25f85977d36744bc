import { route } from "@/app/_server/route";
import { currentActor } from "@/app/_server/session";
import { BodyQuery, listBodies } from "@/lib/reports/list-bodies";

export const GET = route({ query: BodyQuery }, async ({ query }) => listBodies(await currentActor(), query));
