import { methodFor } from "@/lib/bodies/method";
import type { ClaimedContact, Loaded } from "@/lib/delivery/load-claimed";
import { isToBeSent } from "@/lib/delivery/to-be-sent";
import type { SendMethod } from "@/prisma/generated/enums";

export type Connection = NonNullable<ClaimedContact["connection"]>;

/** Which way a delivery goes by today's contacts and connections, or why it does not go. */
export type Decision =
  | { kind: "send"; method: SendMethod; connection: Connection | null }
  | { kind: "held"; method: SendMethod; connection: Connection | null }
  | { kind: "closed" };

/**
 * A report that was fixed, closed or hidden before it went is not sent any more; one whose connection is on hold or paused waits, and
 * so does one for a body that is retired. `evenIfPaused`: a person wants it sent through the pause; a hold has no way through.
 */
export function decideClaim(
  { delivery: { body, report }, contact }: Pick<Loaded, "delivery" | "contact">,
  { evenIfPaused = false } = {},
): Decision {
  if (!isToBeSent(report)) return { kind: "closed" };
  const { method, connectionId } = methodFor(body, contact ?? { destination: "", connection: null });
  const connection =
    [contact?.connection, body.defaultConnection].find((way) => way?.id === connectionId) ?? null;
  const waits = method === "hold" || body.deletedAt !== null || (connection?.pausedAt && !evenIfPaused);
  return { kind: waits ? "held" : "send", method, connection };
}
