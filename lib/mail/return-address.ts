import { timingSafeEqual } from "node:crypto";
import { sign } from "@/lib/auth/secrets";
import { env } from "@/lib/env";

/** What a mail was about that comes back: a bounce, an answer. */
export type Returning = { kind: "report" | "alert"; id: number };

/** Under this name a provider that has tags keeps the token, and tells it again with a bounce. */
export const returnTag = "return_to";

/** Forty bits: nobody guesses one by sending us mail. */
const hashOf = ({ kind, id }: Returning): string =>
  Buffer.from(sign("return address", kind, id), "base64url")
    .toString("hex")
    .slice(0, 10);

/** Names what a mail is about, provably by us: `report-7-0a1b2c3d4e`. The local part of its return address. */
export const returnToken = (about: Returning): string => `${about.kind}-${about.id}-${hashOf(about)}`;

/** Where a mail with this token comes back to; null where no domain's mail reaches us. */
export const returnAddress = (token: string): string | null =>
  env.MAIL_DOMAIN ? `${token}@${env.MAIL_DOMAIN}` : null;

/**
 * What a token, or an address that begins with one, is about; null for what we did not write. Lenient, as such addresses are
 * typed off paper and pass through old systems: case, dots, blanks, slashes and underscores do not count, and an l is a 1, an o
 * a 0. Source: spec/integration.md 3.6, AC-042.
 */
export function readReturnToken(text: string): Returning | null {
  const [local = ""] = text.toLowerCase().split("@");
  const [, kind, digits, hash] =
    /^(report|alert)-([\dlo]{1,10})-([\da-flo]{10})$/.exec(local.replace(/[./_\s]/g, "")) ?? [];
  if (!kind || !digits || !hash) return null;
  const about: Returning = { kind: kind as Returning["kind"], id: Number(plain(digits)) };
  if (about.id < 1 || about.id > 2_147_483_647) return null;
  return timingSafeEqual(Buffer.from(plain(hash)), Buffer.from(hashOf(about))) ? about : null;
}

const plain = (typed: string): string => typed.replaceAll("l", "1").replaceAll("o", "0");
