import { methodFor, type RoutedBody, type RoutedContact } from "@/lib/bodies/method";
import type { SendMethod } from "@/prisma/generated/enums";

/** A body at the report's place, with its contact for the report's category, if it has one. */
export type Candidate = {
  body: RoutedBody & { id: number };
  contact: (RoutedContact & { id: number }) | null;
};

/** One delivery to be. */
export type Planned = {
  bodyId: number;
  contactId: number;
  method: SendMethod;
  connectionId: number | null;
  state: "due" | "held" | "skipped";
};

/**
 * Who gets a report: each body that covers its place and takes its category, by the contact's own connection
 * where the body lets contacts be devolved, else the body's, else by e-mail. Each body is decided by itself: one
 * that refuses such reports keeps no other from getting it.
 */
export function planDeliveries(candidates: readonly Candidate[]): Planned[] {
  return candidates.flatMap(({ body, contact }) => {
    if (!contact) return [];
    const { method, connectionId } = methodFor(body, contact);
    const state = method === "refused" ? "skipped" : method === "hold" ? "held" : "due";
    return [{ bodyId: body.id, contactId: contact.id, method, connectionId, state } as const];
  });
}
