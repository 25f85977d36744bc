import type { Driver } from "@/lib/delivery/parcel";

/** Takes everything and tells nobody: for trying things out. */
export const blackholeDriver: Driver<object> = {
  send: async () => ({ kind: "sent", externalId: null }),
};

/** Goes to nobody yet: staff choose the real category first, which sends it. */
export const triageDriver: Driver<object> = {
  send: async () => ({ kind: "sent", externalId: null, reportState: "for_triage" }),
};

/** The body takes no such reports. */
export const refusedDriver: Driver<object> = {
  send: async ({ body }) => ({ kind: "skipped", reason: `${body.name} does not take reports of this kind.` }),
};

/** A delivery on hold waits and is never claimed; one that changed to hold in between comes back later. */
export const holdDriver: Driver<object> = {
  send: async ({ body }) => ({
    kind: "failed",
    reason: `Reports to ${body.name} are on hold.`,
    retry: true,
    ambiguous: false,
  }),
};
