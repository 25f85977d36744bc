import { route } from "@/app/_server/route";
import { currentActor } from "@/app/_server/session";
import { listUpdateDeliveries, UpdateDeliveryQuery } from "@/lib/delivery/updates/list-update-deliveries";

export const GET = route({ query: UpdateDeliveryQuery }, async ({ query }) =>
  listUpdateDeliveries(await currentActor(), query),
);
