import type { DeliveryState } from "@/prisma/generated/enums";

/** What a person can do to one update on its way to one body. Words for each: messages `deliveryActions.update`. */
export const updateActions = [
  /** Attempt it now instead of at its time, also through a pause. */
  "send-now",
  /** Send again what was sent, is unclear or was skipped; the body's id for it is kept until it tells another. */
  "send-again",
  /** The body has it, by whatever means. */
  "mark-as-sent",
  "skip",
] as const;
export type UpdateAction = (typeof updateActions)[number];

const offered: Record<DeliveryState, readonly UpdateAction[]> = {
  due: ["send-now", "mark-as-sent", "skip"],
  // It waits for its report, or for an earlier update: nothing is sent out of turn.
  held: ["mark-as-sent", "skip"],
  // A worker has it: whatever is done now would cross with what it records.
  sending: [],
  unclear: ["mark-as-sent", "send-again", "skip"],
  sent: ["send-again"],
  skipped: ["send-again", "mark-as-sent"],
  acknowledged: ["mark-as-sent", "skip"],
  received: [],
};

/** Which actions an update's state offers, in the order in which they are shown. Source: spec/integration.md 6.6. */
export const updateActionsFor = (state: DeliveryState): readonly UpdateAction[] => offered[state];

/** What must be said when it is done: somebody else will want to know. */
export const updateActionNeedsNote = (action: UpdateAction): boolean =>
  action === "mark-as-sent" || action === "skip";
