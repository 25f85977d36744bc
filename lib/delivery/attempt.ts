import type { Claim } from "@/lib/delivery/claim";
import { lookUpBy, sendBy, sendsTogether, sendTogetherBy } from "@/lib/delivery/drivers/registry";
import { giveBack, markInFlight } from "@/lib/delivery/lease";
import type { Attempted } from "@/lib/delivery/line";
import { loadParcel } from "@/lib/delivery/load-parcel";
import type { Found, Outcome, Parcel } from "@/lib/delivery/parcel";
import { failure, settingsOf, words } from "@/lib/delivery/way-settings";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { translator } from "@/lib/messages";
import type { Exchange } from "@/lib/open311/wire";
import type { SendMethod } from "@/prisma/generated/enums";

const t = translator("deliveryReasons");

/**
 * Attempts claims that go in one message: the one, or the several bodies that get one e-mail. Each is judged by itself: what cannot
 * be sent to one body keeps nothing from another.
 */
export async function attempt(claims: readonly Claim[], worker: string): Promise<Attempted<Claim>[]> {
  const startedAt = new Date();
  const ready: Ready[] = [];
  const done: Attempted<Claim>[] = [];
  for (const claim of claims) {
    const prepared = prepare(claim);
    if ("kind" in prepared) done.push({ claim, startedAt, outcome: prepared });
    else ready.push({ claim, ...prepared });
  }
  const sent = await send(ready, worker, startedAt);
  return [...done, ...sent.map((each) => ({ startedAt, ...each }))];
}

type Prepared = { method: SendMethod; parcel: Parcel; settings: unknown };
type Ready = Prepared & { claim: Claim };
type Sent = { claim: Claim; outcome: Outcome | "taken" };

/** What is needed to send, or why it cannot be sent: nothing has left in that case. */
function prepare({ delivery, contact, connection, method }: Claim): Prepared | Outcome {
  const { body, report } = delivery;
  if (!contact) return failure(t("noContact", { body: body.name, category: report.category.name }), false);
  if (contact.state === "unconfirmed" && method === "email") {
    const about = { body: body.name, category: contact.category.name, note: contact.note };
    const address = contact.destination.trim() || t("noAddress");
    return failure(t(contact.note ? "unconfirmedNote" : "unconfirmed", { ...about, address }), false);
  }
  try {
    const parcel = loadParcel(delivery, contact);
    // On staging nothing leaves for a real body: the e-mail driver writes to the reporter instead.
    if (env.STAGING && method !== "refused") return { method: "email", parcel, settings: {} };
    const settings = connection ? settingsOf(connection) : {};
    return typeof settings === "string" ? failure(settings, true) : { method, parcel, settings };
  } catch (error) {
    log.error({ err: error, deliveryId: delivery.id }, "delivery could not be prepared");
    return failure(t("ours", { reason: words(error) }), true);
  }
}

async function send(ready: readonly Ready[], worker: string, startedAt: Date): Promise<Sent[]> {
  const [first] = ready;
  if (!first) return [];
  const together = ready.length > 1 && sendsTogether(first.method);
  const asked = await Promise.all(ready.map(askFirst));
  const marks = await Promise.all(
    ready.map(({ claim }, at) => asked[at]?.kind === "send" && markInFlight({ claim, worker, startedAt })),
  );
  const leaving = ready.filter((_, at) => marks[at]);
  const outcomes = together
    ? await sendTogetherBy(
        first.method,
        leaving.map(({ parcel }) => parcel),
        first.settings,
      ).catch((error) => leaving.map((one) => broken(error, one)))
    : await Promise.all(
        leaving.map((one) =>
          sendBy(one.method, one.parcel, one.settings).catch((error) => broken(error, one)),
        ),
      );
  return Promise.all(
    ready.map(async ({ claim }, at): Promise<Sent> => {
      const before = asked[at];
      if (before?.kind === "settled") return { claim, outcome: before.outcome };
      const outcome = marks[at] ? outcomes[leaving.findIndex((one) => one.claim === claim)] : undefined;
      if (outcome) return { claim, outcome: withExchanges(outcome, before?.exchanges ?? []) };
      await giveBack(claim, worker);
      return { claim, outcome: "taken" };
    }),
  );
}

type Asked =
  /** Nothing is known to speak against sending it. */
  { kind: "send"; exchanges: Exchange[] } | { kind: "settled"; outcome: Outcome };

/**
 * Asks the body about a report that it may have, before it is sent again. Where it cannot tell, what is due is sent, for then a person
 * or the connection's policy said so, or the body's own system had refused it; what was unclear stays so.
 */
async function askFirst({ claim, method, parcel, settings }: Ready): Promise<Asked> {
  const { mayHaveArrivedAt, wasUnclear } = claim;
  // Who resumes with a token asks for the reference in its own way.
  const since = mayHaveArrivedAt ?? (wasUnclear ? parcel.confirmedAt : null);
  if (!since || parcel.token) return { kind: "send", exchanges: [] };
  const found = await lookUpBy(method, parcel, settings, since).catch(
    (error): Found => ({ kind: "unknown", reason: words(error), exchanges: [] }),
  );
  const { exchanges } = found;
  if (found.kind === "found")
    return { kind: "settled", outcome: { kind: "sent", externalId: found.externalId, exchanges } };
  if (found.kind === "absent" || !wasUnclear) return { kind: "send", exchanges };
  const outcome = failure(t("stillUnclear", { reason: found.reason }), true, true);
  return { kind: "settled", outcome: { ...outcome, exchanges } };
}

const withExchanges = (outcome: Outcome, before: readonly Exchange[]): Outcome =>
  before.length === 0 ? outcome : { ...outcome, exchanges: [...before, ...(outcome.exchanges ?? [])] };

/** A driver that throws has a fault of its own. What left before that may have arrived; asking about a token sends nothing. */
function broken(error: unknown, { claim, parcel }: Ready): Outcome {
  log.error({ err: error, deliveryId: claim.delivery.id }, "delivery broke");
  return failure(t("ours", { reason: words(error) }), true, parcel.token === null);
}
