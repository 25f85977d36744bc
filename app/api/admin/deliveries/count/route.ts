import { route } from "@/app/_server/route";
import { currentActor } from "@/app/_server/session";
import { DeliveryFilter } from "@/lib/delivery/delivery-filter";
import { countDeliveries } from "@/lib/delivery/list-deliveries";

export const GET = route({ query: DeliveryFilter }, async ({ query }) => ({
  count: await countDeliveries(await currentActor(), query),
}));
