import type { SendMethod } from "@/prisma/generated/enums";

type Way = { id: number; method: SendMethod };
export type RoutedBody = { canBeDevolved: boolean; defaultConnection: Way | null };
export type RoutedContact = { destination: string; connection: Way | null };

/**
 * How a body gets the reports of one contact: through the contact's own connection where the body lets contacts
 * be devolved, else through the body's, else by e-mail. A destination of `REFUSED` takes no reports at all.
 * Source: spec/integration.md 2.5.
 */
export function methodFor(
  body: RoutedBody,
  contact: RoutedContact,
): { method: SendMethod; connectionId: number | null } {
  const way = (body.canBeDevolved ? contact.connection : null) ?? body.defaultConnection;
  if (contact.destination.trim().toUpperCase() === "REFUSED") {
    return { method: "refused", connectionId: way?.id ?? null };
  }
  return { method: way?.method ?? "email", connectionId: way?.id ?? null };
}
