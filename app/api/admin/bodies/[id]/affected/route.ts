import { z } from "zod";
import { route } from "@/app/_server/route";
import { currentActor } from "@/app/_server/session";
import { affectedByChange } from "@/lib/bodies/affected";
import { orNull, RowId, Ticked } from "@/lib/form-fields";

const Change = z.object({ connection: orNull(RowId), devolve: Ticked });

/** Which categories would be sent another way, asked before a body's routing is saved. */
export const GET = route(
  { params: z.object({ id: RowId }), query: Change },
  async ({ params: { id }, query: { connection, devolve } }) =>
    affectedByChange(await currentActor(), {
      bodyId: id,
      defaultConnectionId: connection,
      canBeDevolved: devolve,
    }),
);
