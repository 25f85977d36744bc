import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { env } from "@/lib/env";

/** A key of its own for each purpose, derived from SECRET. */
const keyFor = (purpose: string): Buffer =>
  Buffer.from(hkdfSync("sha256", env.SECRET, "", `mendline ${purpose}`, 32));

/** Encrypts a JSON value for keeping in the database: AES-256-GCM, `v1.` + base64url of nonce, tag and text. */
export function encryptJson(value: unknown): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", keyFor("settings"), nonce);
  const text = Buffer.concat([cipher.update(JSON.stringify(value), "utf8"), cipher.final()]);
  return `v1.${Buffer.concat([nonce, cipher.getAuthTag(), text]).toString("base64url")}`;
}

/** @throws Error when SECRET is not the one it was encrypted with, or the text was changed. */
export function decryptJson(encrypted: string): unknown {
  const bytes = Buffer.from(encrypted.replace(/^v1\./, ""), "base64url");
  const decipher = createDecipheriv("aes-256-gcm", keyFor("settings"), bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  try {
    return JSON.parse(
      Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8"),
    );
  } catch (cause) {
    throw new Error("A stored secret cannot be read: SECRET has changed since it was saved.", { cause });
  }
}

/** HMAC-SHA-256 in base64url over the parts, with a key of this purpose. */
export const sign = (purpose: string, ...parts: (string | number)[]): string =>
  createHmac("sha256", keyFor(purpose)).update(parts.join("\n")).digest("base64url");
