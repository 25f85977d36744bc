import { z } from "zod";
import { route } from "@/app/_server/route";
import { currentActor } from "@/app/_server/session";
import { outlinesOf } from "@/lib/bodies/outlines";
import { RowId } from "@/lib/form-fields";

export const GET = route({ params: z.object({ id: RowId }) }, async ({ params }) =>
  outlinesOf(await currentActor(), params.id),
);
