import type { EventName } from "@/lib/event-names";

/** The events' keys in the messages `adminWebhooks.events`: a dot would lead into the depth there. */
export const eventKeys = {
  "report.published": "report_published",
  "report.changed": "report_changed",
  "report.state_changed": "report_state_changed",
  "report.hidden": "report_hidden",
  "update.published": "update_published",
  "update.hidden": "update_hidden",
  ping: "ping",
} as const satisfies Record<EventName | "ping", string>;

type Key = (typeof eventKeys)[keyof typeof eventKeys];

/** The key of an event as a row names it; null for one that there is no more. */
export const eventKey = (event: string): Key | null =>
  Object.hasOwn(eventKeys, event) ? eventKeys[event as keyof typeof eventKeys] : null;
