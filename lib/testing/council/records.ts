import { z } from "zod";

/** States a case can have at the council's desk: the words of the updates extension, lower case. */
const openStatuses = [
  "open",
  "investigating",
  "planned",
  "action_scheduled",
  "in_progress",
  "internal_referral",
] as const;
const closedStatuses = [
  "fixed",
  "closed",
  "no_further_action",
  "not_councils_responsibility",
  "duplicate",
  "cancelled",
] as const;
export const DeskStatus = z.enum([...openStatuses, ...closedStatuses]);
export type DeskStatus = z.infer<typeof DeskStatus>;

/** GeoReport v2 knows two states only; everything the desk has decided about is closed there. */
export function isClosed(status: DeskStatus): boolean {
  return (closedStatuses as readonly string[]).includes(status);
}

const Raw = z.record(z.string(), z.array(z.string()));

/** A file part as it came; the bytes are in the photo box under `photoId`. `size` in bytes. */
export const ReceivedFile = z.object({
  field: z.string(),
  name: z.string(),
  type: z.string(),
  size: z.number(),
  photoId: z.string(),
});
export type ReceivedFile = z.infer<typeof ReceivedFile>;

/** One `POST requests` the council has taken. `reference` and `token` are what the sender was, or will be, told. */
export const ReceivedRequest = z.object({
  at: z.coerce.date(),
  caseKey: z.number(),
  reference: z.string().nullable(),
  token: z.string().nullable(),
  fields: Raw,
  attributes: Raw,
  files: z.array(ReceivedFile),
  headers: z.record(z.string(), z.string()),
});
export type ReceivedRequest = z.infer<typeof ReceivedRequest>;

/** One `POST servicerequestupdates` the council has taken. */
export const ReceivedUpdate = z.object({
  at: z.coerce.date(),
  caseKey: z.number(),
  reference: z.string(),
  /** The sender's id of the update. */
  updateId: z.string(),
  /** Our id for it, which the sender was told. */
  answeredId: z.string(),
  /** Upper case, as sent. */
  status: z.string(),
  description: z.string(),
  fields: Raw,
  attributes: Raw,
  files: z.array(ReceivedFile),
  headers: z.record(z.string(), z.string()),
});
export type ReceivedUpdate = z.infer<typeof ReceivedUpdate>;

/** Something the council says about a case; what `GET servicerequestupdates` tells. */
export const DeskUpdate = z.object({
  updateId: z.string(),
  caseKey: z.number(),
  /** The `service_request_id` it is told under: the one valid when it was said. */
  reference: z.string(),
  at: z.coerce.date(),
  status: DeskStatus,
  text: z.string(),
  photoIds: z.array(z.string()),
  externalStatusCode: z.string().optional(),
  customerReference: z.string().optional(),
});
export type DeskUpdate = z.infer<typeof DeskUpdate>;

/** One case on the desk. `lat`/`long` in degrees (WGS84). */
export const Case = z.object({
  key: z.number(),
  reference: z.string().nullable(),
  customerReference: z.string().optional(),
  token: z.string().nullable(),
  /** How often the token has been asked for while there was no reference. */
  polls: z.number(),
  origin: z.enum(["posted", "ours"]),
  serviceCode: z.string(),
  serviceName: z.string(),
  description: z.string(),
  status: DeskStatus,
  statusNotes: z.string().optional(),
  lat: z.number().optional(),
  long: z.number().optional(),
  address: z.string().optional(),
  addressId: z.string().optional(),
  reporter: z.object({ name: z.string(), email: z.string(), phone: z.string() }),
  mediaUrls: z.array(z.string()),
  photoIds: z.array(z.string()),
  /** The sender's own id of the report, from the id attribute. */
  sendersId: z.string().optional(),
  answers: Raw,
  requestedAt: z.coerce.date(),
  updatedAt: z.coerce.date(),
});
export type Case = z.infer<typeof Case>;

/** Everything the desk knows: what is kept in the file between two runs. */
export const DeskState = z.object({
  nextCase: z.number(),
  nextUpdate: z.number(),
  cases: z.array(Case),
  updates: z.array(DeskUpdate),
  received: z.array(ReceivedRequest),
  updatesReceived: z.array(ReceivedUpdate),
});
export type DeskState = z.infer<typeof DeskState>;

export const emptyDesk = (): DeskState => ({
  nextCase: 1,
  nextUpdate: 1,
  cases: [],
  updates: [],
  received: [],
  updatesReceived: [],
});
