import type { Actor } from "@/lib/actor";
import { may } from "@/lib/auth/permissions";
import { isToBeSent } from "@/lib/delivery/to-be-sent";
import type { DeliveryState, ReportState, Visibility } from "@/prisma/generated/enums";

/** What a person can do to one delivery. Words for each: messages `deliveryActions.label` and `.explained`. */
export const deliveryActions = [
  /** Attempt it now instead of at its time. */
  "try-now",
  /** Send exactly this one, although its connection is paused. */
  "send-only-this",
  /** Send it once as if the report were in another category of the same body. */
  "send-once-as",
  /** Send again what has been sent; the earlier send is kept. */
  "resend",
  /** An unclear one: the body has it. */
  "arrived",
  /** An unclear one: the body does not have it. */
  "send-again",
  /** The body was told by other means. */
  "mark-as-sent",
  "skip",
  /** Somebody knows that it is stuck: it is no longer tried, nor among what needs a person. */
  "acknowledge",
  "take-back",
  "edit-reference",
] as const;
export type DeliveryAction = (typeof deliveryActions)[number];

/** What must be known of a delivery to tell what can be done to it. */
export type Actionable = {
  state: DeliveryState;
  attempts: number;
  bodyId: number;
  report: { visibility: Visibility; state: ReportState; categoryId: number };
};

const offered: Record<DeliveryState, readonly DeliveryAction[]> = {
  due: ["try-now", "send-only-this", "send-once-as", "mark-as-sent", "acknowledge", "skip"],
  held: ["send-only-this", "send-once-as", "mark-as-sent", "acknowledge", "skip"],
  // A worker has it: whatever is done now would cross with what it records.
  sending: [],
  sent: ["resend", "send-once-as", "edit-reference"],
  unclear: ["arrived", "send-again", "acknowledge", "skip"],
  skipped: ["try-now", "send-once-as", "mark-as-sent"],
  acknowledged: ["take-back", "mark-as-sent", "skip"],
  received: ["edit-reference"],
};

/** These put a report on its way, which makes no sense for one that was fixed, closed or hidden. */
const sends: readonly DeliveryAction[] = [
  "try-now",
  "send-only-this",
  "send-once-as",
  "resend",
  "send-again",
];

/** What must be said when it is done: somebody else will want to know. */
const explained: readonly DeliveryAction[] = ["mark-as-sent", "skip", "acknowledge"];

/**
 * Which actions a delivery's state offers, in the order in which they are shown; to this actor, when one is given. The verbs
 * judge by it as well as the pages. Source: spec/integration.md 2.9.
 */
export function actionsFor(delivery: Actionable, actor?: Actor): DeliveryAction[] {
  const { state, attempts, bodyId, report } = delivery;
  const subject = { bodyIds: [bodyId], categoryId: report.categoryId };
  if (actor && !may(actor, "delivery:act", subject)) return [];
  return offered[state].filter((action) => {
    if (sends.includes(action)) return isToBeSent(report);
    // What was never tried is not stuck.
    return action !== "acknowledge" || state !== "due" || attempts > 0;
  });
}

export const needsNote = (action: DeliveryAction): boolean => explained.includes(action);
