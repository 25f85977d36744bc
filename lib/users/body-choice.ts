import { z } from "zod";
import { RowId } from "@/lib/form-fields";

/** Which body a superuser looks at, in the address: its id, or `none` for people without one. */
export const BodyChoice = z.object({
  body: z
    .union([z.literal("none"), RowId])
    .optional()
    .catch(undefined),
});
