import { z } from "zod";
import { route } from "@/app/_server/route";
import { currentActor } from "@/app/_server/session";
import { RowId } from "@/lib/form-fields";
import { readPulls } from "@/lib/sync/pull/read-pulls";

export const GET = route({ params: z.object({ id: RowId }) }, async ({ params }) =>
  readPulls(await currentActor(), params.id),
);
