import { connectionSettings } from "@/lib/bodies/connection-settings";
import { methodFor } from "@/lib/bodies/method";
import { addressesIn, isAddress } from "@/lib/mail/addresses";
import { translator } from "@/lib/messages";
import type { SendMethod } from "@/prisma/generated/enums";

/** What of a connection row tells whether a contact can work with it; its secrets are not needed. */
export type FaultableConnection = { method: SendMethod; settings: unknown };

const t = translator("contactFaults");

/**
 * Why reports of a contact cannot go by a connection (null = by e-mail), in words for the person who saves it; null when they
 * can. It looks at what is known here only: whether the back end really answers is what `tryConnection` finds out.
 * A connection of a contact's own inherits nothing of its body's (spec/integration.md TRAP-05), so it must work by itself.
 */
export function contactFault(
  contact: { destination: string },
  connection: FaultableConnection | null,
): string | null {
  const destination = contact.destination.trim();
  if (destination.toUpperCase() === "REFUSED") return null;
  if (connection) {
    const fault = settingsFault(connection);
    if (fault) return fault;
  }
  switch (connection?.method ?? "email") {
    case "email":
      return addressFault(destination);
    case "open311":
      return codeFault(destination);
    default:
      return null;
  }
}

/** What is wrong with a connection's own settings; null when its method can be tried with them. */
export function settingsFault({ method, settings }: FaultableConnection): string | null {
  const result = connectionSettings[method].schema.strip().safeParse(settings);
  if (result.success) return null;
  const [issue] = result.error.issues;
  return t("settings", { key: issue?.path.join(".") ?? "", fault: issue?.message ?? "" });
}

function addressFault(destination: string): string | null {
  if (destination === "") return t("noAddress");
  const wrong = destination
    .split(/[,;\s]+/)
    .filter(Boolean)
    .find((part) => !isAddress(part));
  if (wrong !== undefined) return t("badAddress", { text: wrong });
  return addressesIn(destination).length === 0 ? t("noAddress") : null;
}

/** Codes are opaque: real ones have blanks, slashes and leading zeros. Only what is surely none is refused, in words. */
export function codeFault(code: string): string | null {
  if (code === "") return t("noCode");
  if (/\p{Cc}/u.test(code)) return t("lineBreak");
  if (code.split(/[,;\s]+/).some(isAddress)) return t("addressForCode", { text: code });
  if (/^https?:\/\//i.test(code)) return t("linkForCode", { text: code });
  return null;
}

/** A contact as far as the way of its reports is concerned. */
export type AffectableContact = {
  id: number;
  category: string;
  destination: string;
  /** Its own connection, honoured only where the body lets contacts be devolved. */
  connection: (FaultableConnection & { id: number }) | null;
};

export type Ways = {
  canBeDevolved: boolean;
  defaultConnection: (FaultableConnection & { id: number }) | null;
};

export type Affected = {
  contactId: number;
  category: string;
  from: SendMethod;
  to: SendMethod;
  /** Why reports of this category could not go the new way; null when they can. */
  fault: string | null;
};

/**
 * Whose reports go another way once a body's default connection, or whether its contacts may be devolved, changes: told before it
 * is saved, so that a switch to Open311 does not send to a service code that is an e-mail address. Pure.
 */
export function affectedBy(contacts: readonly AffectableContact[], before: Ways, after: Ways): Affected[] {
  return contacts.flatMap((contact) => {
    const was = methodFor(before, contact);
    const will = methodFor(after, contact);
    if (was.method === "refused" && will.method === "refused") return [];
    if (was.connectionId === will.connectionId && was.method === will.method) return [];
    const way = [contact.connection, after.defaultConnection].find((one) => one?.id === will.connectionId);
    const fault = contactFault(contact, way ?? null);
    return [{ contactId: contact.id, category: contact.category, from: was.method, to: will.method, fault }];
  });
}
