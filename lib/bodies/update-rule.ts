import { z } from "zod";
import { ReportState } from "@/prisma/generated/enums";

const words = z.array(z.string().trim().min(1)).min(1);

/**
 * A rule that is judged before an update is passed on: one that matches every given part of `when` is not sent, for good (`skip`), or
 * not yet (`wait`: it is looked at again every half hour, and skipped once it has waited so long). "Only the reporter's own" is
 * `{ when: { authors: ["citizen", "staff"] }, do: "skip" }`; "not before we know the customer's reference" is
 * `{ when: { customerReference: "missing" }, do: "wait" }`. Source: spec/integration.md 6.2 step 3, AC-114.
 */
export const UpdateRule = z.strictObject({
  when: z.strictObject({
    /** Names of categories. */
    categories: words.optional(),
    /** States of which the report is in one because of the update. */
    states: z.array(z.enum(ReportState)).min(1).optional(),
    /** Who wrote it; `reporter` is whoever made the report. */
    authors: z
      .array(z.enum(["citizen", "reporter", "staff", "questionnaire"]))
      .min(1)
      .optional(),
    /** The body has told no customer reference for the report yet. */
    customerReference: z.literal("missing").optional(),
    /** Words of which one stands in the text, small or capital. */
    text: words.optional(),
  }),
  do: z.enum(["skip", "wait"]),
  /** How long it waits at most, in hours. */
  hours: z.number().int().min(1).max(744).default(24),
  /** Said of the update, to staff. */
  reason: z.string().trim().min(1, "Say why"),
});
export type UpdateRule = z.infer<typeof UpdateRule>;
