import { z } from "zod";

/**
 * What an error text of a back end really means, where its status does not say: it has the report (`sent`), it may have it (`unclear`),
 * it will take it later (`retry`), or it never will (`refused`). The first that matches counts.
 */
export const ErrorMeaning = z.strictObject({
  /** Part of the text, small or capital. */
  text: z.string().trim().min(1),
  means: z.enum(["sent", "unclear", "retry", "refused"]),
});
export type ErrorMeaning = z.infer<typeof ErrorMeaning>;
