import type { ServiceRequest } from "@/lib/open311/documents";
import type { OwnContact } from "@/lib/sync/updates/decide-particulars";

/** A contact that a service code may stand for. */
export type CodeContact = OwnContact & { id: number };

/** A contact as codes are looked up among them. */
export type LookedUp = CodeContact & {
  /** What it is reached by; for Open311 a service code. */
  destination: string;
  /** Its reports go by the connection that is read. */
  ofConnection: boolean;
};

/** A code is an opaque text, so it is compared as it is. Where a back end gives none, the service's name stands in for it. */
export const codeOf = ({ serviceCode, serviceName }: ServiceRequest): string =>
  serviceCode || serviceName || "";

/**
 * Which contact each service code stands for: what a person has matched, else the one that is reached by it, of this connection before
 * others, older ones first. A match to a category that the body has no contact for any more is none.
 * @param matches category ids by code
 */
export function contactsByCode(
  contacts: readonly LookedUp[],
  matches: ReadonlyMap<string, number | null>,
): Map<string, CodeContact> {
  const byCode = new Map<string, LookedUp>();
  const inOrder = [...contacts].sort(
    (a, b) => Number(b.ofConnection) - Number(a.ofConnection) || a.id - b.id,
  );
  for (const contact of inOrder) {
    if (!byCode.has(contact.destination)) byCode.set(contact.destination, contact);
  }
  for (const [code, categoryId] of matches) {
    const matched = contacts.find((contact) => contact.categoryId === categoryId);
    if (matched) byCode.set(code, matched);
  }
  return byCode;
}
