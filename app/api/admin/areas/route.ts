import { route } from "@/app/_server/route";
import { currentActor } from "@/app/_server/session";
import { AreaQuery, listAreas } from "@/lib/bodies/list-areas";

export const GET = route({ query: AreaQuery }, async ({ query }) => listAreas(await currentActor(), query));
