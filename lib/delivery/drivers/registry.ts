import type { SettingsOf } from "@/lib/bodies/connection-settings";
import type { ErrorMeaning } from "@/lib/bodies/error-meaning";
import type { SendRule } from "@/lib/bodies/send-rule";
import type { UpdateRule } from "@/lib/bodies/update-rule";
import { createEmailDriver, emailDriver } from "@/lib/delivery/drivers/email";
import { createOpen311Driver, open311Driver } from "@/lib/delivery/drivers/open311";
import { blackholeDriver, holdDriver, refusedDriver, triageDriver } from "@/lib/delivery/drivers/quiet";
import { createWebhookDriver, webhookDriver } from "@/lib/delivery/drivers/webhook";
import type { Driver, Found, Outcome, Parcel, UpdateParcel } from "@/lib/delivery/parcel";
import { reinterpreted } from "@/lib/delivery/reinterpret";
import { ruledOutcome, ruleFor, rulesNeedAreas } from "@/lib/delivery/send-rules";
import { outcomeByUpdateRule } from "@/lib/delivery/updates/update-rules";
import type { Http } from "@/lib/open311/wire";
import type { SendMethod } from "@/prisma/generated/enums";

/** Every send method and what does it. A method that is added is one file, its settings schema and one line here. */
const drivers = {
  email: emailDriver,
  open311: open311Driver,
  webhook: webhookDriver,
  hold: holdDriver,
  refused: refusedDriver,
  blackhole: blackholeDriver,
  triage: triageDriver,
} satisfies { [Method in SendMethod]: Driver<SettingsOf<Method>> };

// Method and settings come from one connection row, and the schema of that method parsed them.
const driverOf = (method: SendMethod): Driver<unknown> => drivers[method] as Driver<unknown>;

/**
 * Sends by a method, with settings that its own schema has read. The connection's rules are judged before: a report that falls
 * under one does not leave. What resumes with a token has left already.
 */
export async function sendBy(method: SendMethod, parcel: Parcel, settings: unknown): Promise<Outcome> {
  const ruled = await outcomeByRule(parcel, settings);
  return ruled ?? understood(await driverOf(method).send(parcel, settings), settings);
}

/**
 * Passes one update on by a method, in the same manner: by its own rules first, and with what the connection's error texts mean. A
 * method that takes no updates says so.
 */
export async function sendUpdateBy(
  method: SendMethod,
  parcel: UpdateParcel,
  settings: unknown,
): Promise<Outcome> {
  const { updateRules = [], errorMeanings = [] } = settings as UpdateSettings;
  const ruled = outcomeByUpdateRule(updateRules, parcel, new Date());
  if (ruled) return ruled;
  const { sendUpdate } = driverOf(method);
  if (!sendUpdate) return { kind: "skipped", reason: "This method takes no updates." };
  return reinterpreted(await sendUpdate(parcel, settings), errorMeanings);
}
type UpdateSettings = { updateRules?: readonly UpdateRule[]; errorMeanings?: readonly ErrorMeaning[] };

/** What the connection makes of an outcome: what its error texts mean, and what a success does to the report. */
function understood(outcome: Outcome, settings: unknown): Outcome {
  const { errorMeanings = [], stateWhenSent } = settings as Partial<Pick<SettingsOf<"open311">, Meaning>>;
  const meant = reinterpreted(outcome, errorMeanings);
  return meant.kind === "sent" && stateWhenSent ? { reportState: stateWhenSent, ...meant } : meant;
}
type Meaning = "errorMeanings" | "stateWhenSent";

/** Lets nothing out: what asks it is told that there is no connection. */
const nowhere: Http = async () => {
  throw Object.assign(new Error("Nothing was sent"), { phase: "connect" });
};

/** The driver of a method, cut off from the world: its outcome's exchanges show what it would have sent. Null: it sends nothing. */
export function recordingDriver(method: SendMethod): Driver<unknown> | null {
  const recording: Partial<Record<SendMethod, unknown>> = {
    email: createEmailDriver({
      send: async () => ({ ok: false, reason: "Nothing was sent", retry: false, ambiguous: false }),
    }),
    open311: createOpen311Driver({ http: nowhere }),
    webhook: createWebhookDriver({ http: nowhere }),
  };
  return (recording[method] as Driver<unknown> | undefined) ?? null;
}

/** Whether a method sends one message to the several bodies of a report. */
export const sendsTogether = (method: SendMethod): boolean => driverOf(method).sendTogether !== undefined;

/**
 * Sends one report to several bodies at once; an outcome for each, in their order. Those that fall under a rule stay behind.
 * @throws Error for a method that cannot
 */
export async function sendTogetherBy(
  method: SendMethod,
  parcels: readonly Parcel[],
  settings: unknown,
): Promise<Outcome[]> {
  const { sendTogether } = driverOf(method);
  if (!sendTogether) throw new Error(`The method ${method} sends to one body at a time.`);
  const ruled = await Promise.all(parcels.map((parcel) => outcomeByRule(parcel, settings)));
  const going = parcels.filter((_, index) => !ruled[index]);
  const outcomes = going.length > 0 ? await sendTogether(going, settings) : [];
  const told = outcomes.map((outcome) => understood(outcome, settings));
  let next = 0;
  return ruled.map((outcome) => outcome ?? told[next++] ?? missing);
}

const missing: Outcome = {
  kind: "failed",
  reason: "The driver told no outcome for this body.",
  retry: true,
  ambiguous: true,
};

/** Whether the body has a report that was perhaps sent since `since`; `unknown` where the method or its settings cannot ask. */
export async function lookUpBy(
  method: SendMethod,
  parcel: Parcel,
  settings: unknown,
  since: Date,
): Promise<Found> {
  const found = await driverOf(method).lookUp?.(parcel, settings, since);
  return found ?? { kind: "unknown", reason: "This method cannot look reports up.", exchanges: [] };
}

/** What a rule of the connection makes of a report; undefined when it goes as usual. */
export async function outcomeByRule(parcel: Parcel, settings: unknown): Promise<Outcome | undefined> {
  // E-mail without a connection has no settings at all.
  const rules = (settings as { rules?: readonly SendRule[] }).rules ?? [];
  if (rules.length === 0 || parcel.token) return undefined;
  const areas = rulesNeedAreas(rules) ? await parcel.areas() : [];
  const rule = ruleFor(rules, { ...parcel, areas });
  return rule && ruledOutcome(rule);
}
