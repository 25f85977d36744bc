import { z } from "zod";
import { ErrorMeaning } from "@/lib/bodies/error-meaning";
import { importSettings } from "@/lib/bodies/import-settings";
import { SendRule } from "@/lib/bodies/send-rule";
import { UpdateRule } from "@/lib/bodies/update-rule";
import { isProjection } from "@/lib/geo/grid";
import { Open311Settings } from "@/lib/open311/settings";
import type { ReportState, SendMethod } from "@/prisma/generated/enums";

const nothing = z.strictObject({});

const webAddress = z.url({ protocol: /^https?$/, error: "Must be a web address, https://…" });

/** The states that a report can be put in by having been sent. */
const statesWhenSent = [
  "",
  "investigating",
  "in_progress",
  "planned",
  "action_scheduled",
  "internal_referral",
  "closed",
] as const satisfies readonly (ReportState | "")[];

/** Of every method that tells somebody. */
const sending = {
  /** What is judged before a report leaves. */
  rules: z.array(SendRule).default([]),
  /** The state a report is in once it has been sent; empty = as it was. */
  stateWhenSent: z.enum(statesWhenSent).default(""),
  /** What is judged before an update is passed on. */
  updateRules: z.array(UpdateRule).default([]),
  /** That staff put a report into another category is told as an update. */
  sendCategoryChanges: z.boolean().default(false),
};

/** Of methods whose back ends answer in their own words. */
const answering = { errorMeanings: z.array(ErrorMeaning).default([]) };

const projection = z
  .string()
  .trim()
  .refine((text) => text === "" || isProjection(text), "Must be a grid such as EPSG:27700, or a PROJ string");

const EmailSettings = z.strictObject({
  /** Instead of the installation's own sender. */
  from: z.email("Must be an e-mail address").optional(),
  /** Instead of the reporter. */
  replyTo: z.email("Must be an e-mail address").optional(),
  ...sending,
});

/** What the language needs to know (lib/open311), and what sending by it needs beyond that. */
const Open311ConnectionSettings = z.strictObject({
  ...Open311Settings.shape,
  /**
   * How a report that was perhaps sent is looked for before it would be sent again: not at all, or in the back end's list
   * of requests. Only where that list shows new requests at once, also those that nobody has looked at yet.
   */
  lookUp: z.enum(["none", "requests"]).default("none"),
  /** How long a new request may take to appear in that list; asked sooner, nobody knows. */
  listDelayMs: z.number().int().nonnegative().max(86_400_000).default(60_000),
  /** Where status changes are read: the updates extension, or, for servers without it, the requests themselves. */
  updatesFrom: z.enum(["updates", "requests"]).default("updates"),
  /** How often the back end is asked. */
  pullEveryMinutes: z.number().int().min(1).max(1440).default(15),
  /** How far each window reaches back behind what was read already, as back ends tell some things late. */
  pullOverlapMinutes: z.number().int().nonnegative().max(10_080).default(120),
  /** How far back the nightly second look reaches; 0 = there is none. */
  mopUpHours: z.number().int().nonnegative().max(744).default(24),
  /** The longest window asked for at once; a longer outage is caught up in several. */
  longestWindowHours: z.number().int().min(1).max(744).default(24),
  /** What asks for a further page of a list that is still cut short in the shortest window, such as `page`; empty = nothing does. */
  pageParameter: z
    .string()
    .trim()
    .regex(/^[\w.-]{0,50}$/, "Must be a word such as page")
    .default(""),
  /** The server takes no dates: it is asked for everything each time, and nothing is left out for its time. */
  askWithoutDates: z.boolean().default(false),
  /** How often the service list is read, for categories that follow it. */
  syncEveryMinutes: z.number().int().min(5).max(10_080).default(60),
  /** Whether categories get the list's groups. */
  useGroups: z.boolean().default(true),
  /** What the list has no more stays, until a person takes it away. */
  neverRetire: z.boolean().default(false),
  /** The grid of `easting` and `northing`; empty = none. Of `convertLatLong` too, which takes Great Britain's where there is none. */
  gridProjection: projection.default(""),
  ...importSettings,
  /** Photos that go as files are made no larger than this; 0 = as they are. */
  photoMaxBytes: z.number().int().nonnegative().default(0),
  ...answering,
  ...sending,
});

const WebhookSettings = z.strictObject({
  url: webAddress,
  /** Key of the HMAC-SHA-256 over the raw body, sent in X-Mendline-Signature; empty = unsigned. */
  secret: z.string().trim().default(""),
  /** Sent along with every call; often an Authorization, so all of them are kept as a secret. */
  headers: z
    .record(z.string().regex(/^[!#$%&'*+.^_`|~\w-]+$/, "Must be the name of an HTTP header"), z.string())
    .default({}),
  /** Where in the JSON answer the back end's reference stands, dotted (`ticket.id`); empty = nowhere. */
  referencePath: z.string().trim().default(""),
  /** How long to wait for the whole answer. */
  timeoutMs: z.number().int().positive().max(900_000).default(60_000),
  /** A send that may have arrived: wait for a person, or send again (the `Idempotency-Key` stays the same). */
  onUnclear: z.enum(["hold", "resend"]).default("hold"),
  ...answering,
  ...sending,
});

/**
 * What each send method has to be told, and which of it is secret: kept encrypted, never shown or exported
 * unless asked for. Unknown keys are refused. The keys are those of the council file's `settings`.
 */
export const connectionSettings = {
  email: { schema: EmailSettings, secrets: [] },
  open311: { schema: Open311ConnectionSettings, secrets: ["apiKey", "receiveKey"] },
  webhook: { schema: WebhookSettings, secrets: ["secret", "headers"] },
  hold: { schema: nothing, secrets: [] },
  refused: { schema: nothing, secrets: [] },
  blackhole: { schema: nothing, secrets: [] },
  triage: { schema: nothing, secrets: [] },
} as const satisfies Record<SendMethod, { schema: z.ZodObject; secrets: readonly string[] }>;

export type SettingsOf<Method extends SendMethod> = z.output<(typeof connectionSettings)[Method]["schema"]>;
