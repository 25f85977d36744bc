import { z } from "zod";
import { route } from "@/app/_server/route";
import { currentActor } from "@/app/_server/session";
import { getDelivery } from "@/lib/delivery/get-delivery";
import { RowId } from "@/lib/form-fields";

export const GET = route({ params: z.object({ id: RowId }) }, async ({ params }) =>
  getDelivery(await currentActor(), params.id),
);
