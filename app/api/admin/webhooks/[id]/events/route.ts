import { z } from "zod";
import { route } from "@/app/_server/route";
import { currentActor } from "@/app/_server/session";
import { RowId } from "@/lib/form-fields";
import { EventQuery, listEvents } from "@/lib/webhooks/list-events";

export const GET = route({ params: z.object({ id: RowId }), query: EventQuery }, async ({ params, query }) =>
  listEvents(await currentActor(), params.id, query),
);
