import { z } from "zod";
import { route } from "@/app/_server/route";
import { currentActor } from "@/app/_server/session";
import { RowId } from "@/lib/form-fields";
import { getRun } from "@/lib/sync/history/list-runs";

export const GET = route({ params: z.object({ id: RowId }) }, async ({ params }) =>
  getRun(await currentActor(), params.id),
);
