/** What callers of our own Open311 server may be allowed. */
export const clientRights = ["post-requests", "post-updates", "read-extended"] as const;
export type ClientRight = (typeof clientRights)[number];
