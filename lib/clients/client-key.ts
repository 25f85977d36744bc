import { createHash } from "node:crypto";

/** What callers of our own Open311 server may be allowed. */
export const clientRights = ["post-requests", "post-updates", "read-extended"] as const;
export type ClientRight = (typeof clientRights)[number];

/**
 * What is kept of a caller's key, SHA-256 in hex. Not bound to SECRET, so that an installation can move to another
 * machine without its callers noticing.
 */
export const hashClientKey = (key: string): string => createHash("sha256").update(key, "utf8").digest("hex");
