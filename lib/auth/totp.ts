import { createHash, randomInt } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import { env } from "@/lib/env";

/** RFC 6238 as authenticator apps know it: SHA-1, six digits, 30 seconds. */
const shape = { algorithm: "SHA1", digits: 6, period: 30 } as const;

/** A new secret of 160 bits, in base32. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** What the QR code says to an authenticator app. */
export const totpUri = (secret: string, account: string): string =>
  new TOTP({ ...shape, issuer: env.SITE_NAME, label: account, secret }).toString();

/** The 30-second step whose code this is, one step early or late at most; null for a wrong code. */
export function totpStep(secret: string, code: string, now: Date): number | null {
  const digits = code.replace(/\s/g, "");
  if (!/^\d{6}$/.test(digits)) return null;
  const timestamp = now.getTime();
  const delta = new TOTP({ ...shape, secret }).validate({ token: digits, timestamp, window: 1 });
  return delta === null ? null : Math.floor(timestamp / 1000 / shape.period) + delta;
}

// Without letters and digits that are read as one another.
const alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

/** Ten codes of 49 bits each, for when the telephone is lost: "abcde-fgh23". */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: 10 }, () => {
    const letters = Array.from({ length: 10 }, () => alphabet[randomInt(alphabet.length)]).join("");
    return `${letters.slice(0, 5)}-${letters.slice(5)}`;
  });

/** What the database keeps of a recovery code; null for what cannot be one. Long and random, so a plain hash does. */
export function recoveryHash(code: string): string | null {
  const letters = code.toLowerCase().replace(/[^a-z0-9]/g, "");
  return letters.length === 10 ? createHash("sha256").update(letters).digest("base64url") : null;
}
