import { contactFault } from "@/lib/bodies/contact-fault";
import { methodFor } from "@/lib/bodies/method";
import type { Prisma } from "@/lib/db";
import type { SendMethod } from "@/prisma/generated/enums";

const way = { select: { id: true, slug: true, method: true, settings: true, syncServices: true } } as const;

/** What of a contact tells which way its reports go. */
export const routedContact = {
  destination: true,
  connection: way,
  body: { select: { canBeDevolved: true, defaultConnection: way } },
} as const satisfies Prisma.ContactSelect;

export type RoutedContactRow = Prisma.ContactGetPayload<{ select: typeof routedContact }>;
export type Way = NonNullable<RoutedContactRow["connection"]>;

export type ContactWay = {
  method: SendMethod;
  /** Null = e-mail to the destination, without any connection. */
  connection: Way | null;
  /** The connection is the contact's own. */
  devolved: boolean;
  /** Why its reports cannot go this way; null when they can. */
  fault: string | null;
};

/** Which way a contact's reports go today, and whether they can. */
export function wayOf(contact: RoutedContactRow): ContactWay {
  const { method, connectionId } = methodFor(contact.body, contact);
  const ways = [contact.connection, contact.body.defaultConnection];
  const connection = ways.find((one) => one?.id === connectionId) ?? null;
  return {
    method,
    connection,
    devolved: contact.body.canBeDevolved && contact.connection !== null,
    fault: contactFault(contact, connection),
  };
}
