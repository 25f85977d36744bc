import { z } from "zod";

const words = z.array(z.string().trim().min(1)).min(1);

/**
 * A rule that is judged before a report leaves: reports that match every given part of `when` are not sent, for good (`skip`, the
 * delivery counts as sent) or for now (`defer`, it is tried again by the usual waits). An empty `when` matches every report.
 * Source: spec/integration.md 4.2 step 6, AC-065.
 */
export const SendRule = z.strictObject({
  when: z.strictObject({
    /** Names of categories. */
    categories: words.optional(),
    /** Code of a question -> the answers, by key, of which one was given. */
    answers: z.record(z.string().min(1), words).optional(),
    /** Words of which one stands in the title or the details, small or capital. */
    text: words.optional(),
    /** Slugs of areas of which one holds the place. */
    areas: words.optional(),
  }),
  do: z.enum(["skip", "defer"]),
  /** Said of the delivery, to staff. */
  reason: z.string().trim().min(1, "Say why"),
});
export type SendRule = z.infer<typeof SendRule>;
