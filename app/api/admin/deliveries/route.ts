import { route } from "@/app/_server/route";
import { currentActor } from "@/app/_server/session";
import { DeliveryQuery } from "@/lib/delivery/delivery-filter";
import { listDeliveries } from "@/lib/delivery/list-deliveries";

export const GET = route({ query: DeliveryQuery }, async ({ query }) =>
  listDeliveries(await currentActor(), query),
);
