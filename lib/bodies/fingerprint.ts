import { createHash } from "node:crypto";

/**
 * A short text that differs when the value does: what an editor brings along, so that it does not overwrite what somebody else
 * has saved meanwhile.
 * @param value as JSON; the order of its keys counts
 */
export const fingerprint = (value: unknown): string =>
  createHash("sha256").update(JSON.stringify(value)).digest("base64url").slice(0, 22);
