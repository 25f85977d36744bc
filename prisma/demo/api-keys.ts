/**
 * The keys of the demo's callers of its Open311 server, for trying it out. They stand here for everybody to read: nowhere else than
 * in a demo may they be any good.
 */
export const demoApiKeys = {
  /** Of an app whose reports are published at once. */
  trusted: "mk_demo-trusted-for-trying-it-out",
  /** Of an app whose reports their reporters confirm by mail. */
  byMail: "mk_demo-by-mail-for-trying-it-out",
} as const;
