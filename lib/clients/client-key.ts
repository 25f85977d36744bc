import { createHash, randomBytes } from "node:crypto";

export { type ClientRight, clientRights } from "@/lib/clients/client-rights";

/** A new key: `mk_` and 32 random bytes in base64url. It is shown once and kept nowhere. */
export const makeClientKey = (): string => `mk_${randomBytes(32).toString("base64url")}`;

/** The end of a key, by which people tell keys apart; nothing of one that is so short that it would be easier to guess. */
export const keyHintOf = (key: string): string => (key.length >= 24 ? key.slice(-4) : "");

/**
 * What is kept of a caller's key, SHA-256 in hex. Not bound to SECRET, so that an installation can move to another
 * machine without its callers noticing.
 */
export const hashClientKey = (key: string): string => createHash("sha256").update(key, "utf8").digest("hex");
