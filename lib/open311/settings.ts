import { z } from "zod";
import { unknownPlaceholder } from "@/lib/open311/placeholders";

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Everything after the end point is joined with exactly one slash, so it is kept without one. */
const endpoint = z
  .url({ protocol: /^https?$/, error: "Must be a web address, https://…" })
  .refine((text) => !/[?#]/.test(text), "Must have no ? or #")
  .refine((text) => !/^[^/]*\/\/[^/]*@/.test(text), "Must hold no user name or password")
  .transform((text) => text.replace(/\/+$/, ""));

const fieldName = z.string().regex(/^[^\s=&]+$/, "Must be a name without blanks");

/** Text of the connection's own, with `{title}` and the like filled in from the report. */
const template = z.string().superRefine((text, context) => {
  const unknown = unknownPlaceholder(text);
  if (unknown) context.addIssue({ code: "custom", message: `Knows no {${unknown}}` });
});

/**
 * How to talk to one back end; the `settings` of an `open311` connection in the council file. Every key but
 * `endpoint` has a default. The flags are FixMyStreet's (`spec/integration.md` 4.8) under the file's names.
 */
export const Open311Settings = z.object({
  endpoint,
  jurisdictionId: z.string().trim().default(""),
  apiKey: z.string().trim().default(""),
  /**
   * `form`: with every POST and in the query of GET updates. `all`: with every POST and in the query of every GET.
   * `query`, `bearer`: with every call, in the query or as `Authorization: Bearer`.
   */
  apiKeyIn: z.enum(["form", "all", "query", "bearer", "none"]).default("form"),
  format: z.enum(["xml", "json", "auto"]).default("xml"),
  dateStyle: z.enum(["z", "offset", "none"]).default("z"),
  /** IANA name; for dates that come, or must go, without a zone. */
  timezone: z
    .string()
    .refine(isTimezone, "Must be a time zone such as Europe/London")
    .default("Europe/London"),
  extendedStatuses: z.boolean().default(false),
  extendedDescription: z.boolean().default(true),
  /** Put before the description of a report, or the text of an update. */
  descriptionPrefix: template.default(""),
  updatePrefix: template.default(""),
  /** The longest description it takes, in code points; the standard says 4,000. */
  descriptionLimit: z.number().int().min(200).max(100_000).default(4000),
  alwaysSendLatLong: z.boolean().default(true),
  sendNotPinpointed: z.boolean().default(false),
  /** `address_string` beside `lat` and `long`, where an address is known (Chicago wants both). */
  alsoSendAddress: z.boolean().default(false),
  multiPhotos: z.boolean().default(false),
  uploadFiles: z.boolean().default(false),
  alwaysUploadPhotos: z.boolean().default(false),
  uploadFilesForUpdates: z.boolean().default(false),
  alwaysSendEmail: z.boolean().default(false),
  alwaysSendEmailForUpdates: z.boolean().default(false),
  useServiceAsDeviceId: z.boolean().default(false),
  markReopen: z.boolean().default(false),
  /**
   * Both sides tell what moves a report, and only that: an update that leaves a report of the back end's as it is says UNCHANGED; and what
   * the back end tells counts unless somebody has moved the report since, not unless somebody has said anything since.
   */
  exactStates: z.boolean().default(false),
  useCustomerReference: z.boolean().default(false),
  serviceCodeInUpdates: z.boolean().default(false),
  /** Sent with every update instead of the service code of the report's category; empty = that one. */
  updateServiceCode: z.string().trim().default(""),
  /** Attributes that every report of this connection carries: code -> text with placeholders. */
  extraAttributes: z.record(fieldName, template).default({}),
  /** Codes of answers that are not passed on; `*` stands for anything. */
  leaveOut: z.array(z.string().trim().min(1)).default([]),
  /** What a parameter says that would be missing or empty, for servers that insist on it: name -> text with placeholders. */
  fillIn: z.record(fieldName, template).default({}),
  /** Parameters that this server knows by another name: ours -> its. */
  renameFields: z.record(fieldName, fieldName).default({}),
  suppressAlerts: z.boolean().default(false),
  blankUpdatesPermitted: z.boolean().default(false),
  convertLatLong: z.boolean().default(false),
  fetchAllRequests: z.boolean().default(false),
  /** A send that may have arrived: wait for a person, or send again. */
  onUnclear: z.enum(["hold", "resend"]).default("hold"),
  /** What a 5xx answer to a post means: not taken, try again; or perhaps taken all the same. */
  onServerError: z.enum(["retry", "unclear"]).default("retry"),
  publishReference: z.enum(["external", "customer", "ours"]).default("external"),
  /** What the back end must present to push updates to us; empty = it may not. */
  receiveKey: z.string().trim().default(""),
  /** Councils' systems are slow: five minutes, as FixMyStreet waits. */
  timeoutMs: z.number().int().positive().max(900_000).default(300_000),
  maxBytes: z.number().int().positive().default(20_000_000),
  /**
   * How several answers to one question are sent: `repeat` the plain `attribute[c]` (FixMyStreet and its
   * adapter), `brackets` `attribute[c][]` (the standard's text; PHP and Rails), `index` `attribute[c][0]`.
   * A single answer is `attribute[c]` in every style, which all of them accept.
   */
  attributeStyle: z.enum(["repeat", "brackets", "index"]).default("repeat"),
  /** How often, and after what pause each, to ask for the id behind a token before giving up for now. */
  tokenTries: z.number().int().positive().default(5),
  tokenIntervalMs: z.number().int().nonnegative().default(2000),
  /** Sent as Accept-Encoding when not empty; `identity` for servers whose compression is broken. */
  acceptEncoding: z.string().default(""),
});
export type Open311Settings = z.infer<typeof Open311Settings>;
