import { randomBytes } from "node:crypto";
import { z } from "zod";
import { decryptJson, encryptJson } from "@/lib/auth/secrets";

const Kept = z.object({ secret: z.string().min(1) });

/** A new secret: shown once, and kept encrypted, as every call is signed with it. */
export function makeSecret(): { secret: string; kept: string } {
  const secret = `whsec_${randomBytes(32).toString("base64url")}`;
  return { secret, kept: encryptJson({ secret }) };
}

/** Null when it cannot be read any more, because SECRET is another one. */
export function readSecret(kept: string): string | null {
  try {
    return Kept.parse(decryptJson(kept)).secret;
  } catch {
    return null;
  }
}
