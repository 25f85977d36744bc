import { z } from "zod";
import { route } from "@/app/_server/route";
import { currentActor } from "@/app/_server/session";
import { getConnectionCard } from "@/lib/delivery/connection-cards";
import { RowId } from "@/lib/form-fields";

export const GET = route({ params: z.object({ id: RowId }) }, async ({ params }) =>
  getConnectionCard(await currentActor(), params.id),
);
