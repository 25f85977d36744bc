import { takesUpdates, type WayFacts } from "@/lib/delivery/updates/way";
import type { DeliveryState, SendMethod } from "@/prisma/generated/enums";

/** What must be known of a report's delivery to tell whether its body is told of updates. */
export type PassedOnFacts = WayFacts & {
  state: DeliveryState;
  method: SendMethod;
  firstSentAt: Date | null;
  externalId: string | null;
  body: { name: string; forwardUpdates: boolean };
};

/** `system`: in the body's own system; `mail`: by e-mail; `none`: its updates are shown here only. */
export type PassedOn = { body: string; by: "system" | "mail" | "none" };

/**
 * Which of a report's bodies are told of what people write about it. One whose connection is paused or on hold is: it gets it later. One
 * that does not get the report itself is not named at all. Source: spec/integration.md 6.7, AC-119.
 */
export function passedOn(deliveries: readonly PassedOnFacts[]): PassedOn[] {
  return deliveries
    .filter(({ state, firstSentAt }) => state !== "skipped" || firstSentAt !== null)
    .map((delivery) => ({ body: delivery.body.name, by: wayOf(delivery) }));
}

function wayOf(delivery: PassedOnFacts): PassedOn["by"] {
  const { method, connection, state, firstSentAt, externalId } = delivery;
  if (!takesUpdates(delivery)) return "none";
  const there = firstSentAt !== null || state === "received";
  // On hold a connection has forgotten what it was: how the report went tells.
  const way = connection?.method === "hold" ? method : (connection?.method ?? "email");
  if (way === "email") return "mail";
  // A back end that told no reference cannot be told of updates either.
  return way === "open311" && there && externalId === null ? "none" : "system";
}
