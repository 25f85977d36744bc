import { z } from "zod";
import { route } from "@/app/_server/route";
import { currentActor } from "@/app/_server/session";
import { getUpdateDelivery } from "@/lib/delivery/updates/get-update-delivery";
import { RowId } from "@/lib/form-fields";

export const GET = route({ params: z.object({ id: RowId }) }, async ({ params }) =>
  getUpdateDelivery(await currentActor(), params.id),
);
