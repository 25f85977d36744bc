/** What happens to a report that others may hear of. */
export const reportEvents = [
  /** Everybody can see it from now on, for the first time or again. */
  "report.published",
  /** Its words, its place, its category or its pictures are others than before. */
  "report.changed",
  /** The work on it stands differently. */
  "report.state_changed",
  /** It was public and is so no more: told with its number alone. */
  "report.hidden",
] as const;

/** What happens to an update. */
export const updateEvents = [
  /** Everybody can see it from now on. */
  "update.published",
  /** It was public and is hidden or deleted: told with its number alone. */
  "update.hidden",
] as const;

/** What a webhook can listen to; described for integrators in `docs/webhooks.md`. */
export const eventNames = [...reportEvents, ...updateEvents] as const;

export type ReportEvent = (typeof reportEvents)[number];
export type UpdateEvent = (typeof updateEvents)[number];
export type EventName = ReportEvent | UpdateEvent;
