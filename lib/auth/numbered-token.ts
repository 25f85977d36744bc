import { timingSafeEqual } from "node:crypto";
import { sign } from "@/lib/auth/secrets";
import { rowIdIn } from "@/lib/row-id";

/** A name for a row that cannot be guessed: signed, so that it is kept nowhere. Good for ever, and for this purpose only. */
export const numberedToken = (purpose: string, id: number): string =>
  `${id.toString(36)}-${sign(purpose, id)}`;

/** The number in a token of this purpose; null for one that we never gave. */
export function readNumberedToken(purpose: string, token: string): number | null {
  const [, encoded = ""] = /^([0-9a-z]{1,6})-[\w-]{43}$/.exec(token) ?? [];
  const id = rowIdIn(String(Number.parseInt(encoded, 36)));
  if (id === null) return null;
  const expected = Buffer.from(numberedToken(purpose, id));
  const given = Buffer.from(token);
  return expected.length === given.length && timingSafeEqual(expected, given) ? id : null;
}
