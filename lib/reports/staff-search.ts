import { EmailAddress } from "@/lib/auth/account";
import { largestId } from "@/lib/row-id";

/** What a search for a report means. */
export type StaffSearch =
  | { kind: "id"; id: number }
  /** A body's own reference. */
  | { kind: "reference"; reference: string }
  /** Who reported. */
  | { kind: "email"; email: string }
  /** Words of the title. */
  | { kind: "text"; text: string };

/**
 * Reads what was typed: a number is a report's, `ref:` leads to a body's reference, an address in `<…>` to who reported;
 * everything else is words of a title. Null when nothing was. Source: spec/features.md B3.1.
 */
export function readSearch(typed: string): StaffSearch | null {
  const text = typed.trim();
  if (text === "") return null;
  const number = /^#?\s*(\d{1,10})$/.exec(text)?.[1];
  if (number && Number(number) > 0 && Number(number) <= largestId) return { kind: "id", id: Number(number) };
  const reference = /^ref:\s*(.+)$/i.exec(text)?.[1];
  if (reference) return { kind: "reference", reference };
  const email = /^<(.+)>$/.exec(text)?.[1];
  const address = email === undefined ? undefined : EmailAddress.safeParse(email).data;
  return address ? { kind: "email", email: address } : { kind: "text", text };
}
