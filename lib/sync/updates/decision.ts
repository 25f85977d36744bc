import { z } from "zod";
import { ReportState } from "@/prisma/generated/enums";

/** What became of the state that an item's word means. */
export const stateReasons = [
  /** The report is in that state because of this update. */
  "moved",
  /** It was in that state before. */
  "same",
  /** Older than what is known: kept with the update, the report is not taken back to it. */
  "older",
  /** The report is hidden or not confirmed: an update never shows it. */
  "not_shown",
  /** It counts as fixed already; who fixed it is not rewritten. */
  "fixed_already",
  /** No state of ours is called that, and the connection's map does not know it. */
  "unknown_word",
  /** The item says nothing about the state. */
  "no_word",
  /** The connection's map says that this word leaves the state as it is. */
  "left_alone",
  /** A state that no back end may put a report in. */
  "not_for_back_ends",
  /** The back end has posted the report to us: how the work stands, we tell it. */
  "ours_to_say",
] as const;

/** Why the public does not see an update. */
export const hiddenReasons = [
  /** Its words, its pictures and its state are known already. */
  "says_nothing_new",
  /** A picture may be its only news: shown once it is here, if it is another than the last one (lib/sync/media). */
  "waits_for_its_picture",
  /** The picture came, and is the one that was shown last. */
  "picture_not_new",
  /** The picture never came. */
  "picture_failed",
] as const;

/** What became of something else that an item tells of the report. */
const told = z.enum(["taken", "same", "older"]);

/**
 * What was decided about an item of a back end, and why: kept in `Update.decision` for the staff who ask. The words for each reason
 * stand in the messages `updateDecisions`.
 */
export const Decision = z.object({
  state: z.object({
    /** As the back end said it, in one spelling (`normaliseStatus`). */
    word: z.string().nullable(),
    meant: z.enum(ReportState).nullable(),
    /** What the report was in before. */
    before: z.enum(ReportState),
    applied: z.boolean(),
    because: z.enum(stateReasons),
  }),
  /** Where the words come from; `missing`: the item has none although its connection is to send some. */
  text: z.enum(["description", "template", "none", "missing"]),
  /** The back end's own code, before and as the item has it; empty = none. */
  code: z.object({ before: z.string(), now: z.string() }),
  template: z.object({ id: z.number(), because: z.enum(["state", "code"]) }).nullable(),
  time: z.object({
    /** ISO 8601: when the back end says that it was said. */
    said: z.string(),
    /** Before this it cannot have been said, so that it stands right after; null = its own time was kept. */
    notBefore: z.enum(["automatic_answer", "sending"]).nullable(),
  }),
  /** Null = everybody who sees the report sees it. */
  hidden: z.enum(hiddenReasons).nullable(),
  /** Null = nothing was said of it. `private`: in its new category the report is not public. */
  category: z
    .object({ outcome: z.enum([...told.options, "unknown"]), to: z.string(), private: z.boolean() })
    .nullable(),
  group: told.nullable(),
  assignment: z.enum(["taken", "older", "invited", "not_of_the_body", "no_address"]).nullable(),
  reference: told.nullable(),
  details: told.nullable(),
  /** How many pictures are fetched for it. */
  pictures: z.number(),
});
export type Decision = z.infer<typeof Decision>;
export type StateReason = Decision["state"]["because"];
export type HiddenReason = NonNullable<Decision["hidden"]>;
