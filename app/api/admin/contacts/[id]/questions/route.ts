import { z } from "zod";
import { route } from "@/app/_server/route";
import { currentActor } from "@/app/_server/session";
import { contactQuestions } from "@/lib/bodies/contact-questions";
import { RowId } from "@/lib/form-fields";

export const GET = route({ params: z.object({ id: RowId }) }, async ({ params }) =>
  contactQuestions(await currentActor(), params.id),
);
