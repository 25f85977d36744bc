import { route } from "@/app/_server/route";
import { currentActor } from "@/app/_server/session";
import { ClientQuery, listClients } from "@/lib/clients/list-clients";

export const GET = route({ query: ClientQuery }, async ({ query }) =>
  listClients(await currentActor(), query),
);
