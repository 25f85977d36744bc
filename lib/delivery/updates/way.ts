import type { SendMethod } from "@/prisma/generated/enums";

/** What of a delivery tells whether its body is told of updates. */
export type WayFacts = {
  /** The connection the report went by, or is to go by; null = e-mail to the contact's destination. */
  connection: { method: SendMethod; sendUpdates: boolean } | null;
  body: { forwardUpdates: boolean };
};

/** A connection on hold takes updates as one that is paused does: they wait there. */
const telling: readonly SendMethod[] = ["open311", "webhook", "email", "hold"];

/**
 * Whether a body is told of updates, by the way that its report went: a connection that is set to send them, or mail without a
 * connection where the body has it forwarded. A pause changes nothing about it. Source: spec/integration.md 6.1, TRAP-25.
 */
export function takesUpdates({ connection, body }: WayFacts): boolean {
  return connection ? connection.sendUpdates && telling.includes(connection.method) : body.forwardUpdates;
}
