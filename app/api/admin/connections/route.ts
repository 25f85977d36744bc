import { route } from "@/app/_server/route";
import { currentActor } from "@/app/_server/session";
import { ConnectionQuery } from "@/lib/bodies/list-connections";
import { listConnectionCards } from "@/lib/delivery/connection-cards";

export const GET = route({ query: ConnectionQuery }, async ({ query }) =>
  listConnectionCards(await currentActor(), query),
);
