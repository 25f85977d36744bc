import type { SettingsOf } from "@/lib/bodies/connection-settings";
import { type Finding, skipped, step, type TrialStep } from "@/lib/delivery/trial-step";
import { translator } from "@/lib/messages";
import { guardedFetch } from "@/lib/net";
import { createClient, type Open311Client, type Window } from "@/lib/open311/client";
import type { Service } from "@/lib/open311/documents";
import type { Result } from "@/lib/open311/result";
import { userAgent } from "@/lib/user-agent";
import type { Automated } from "@/prisma/generated/enums";

/** A contact that uses the connection. */
export type TriedContact = {
  id: number;
  category: string;
  destination: string;
  serviceType: string;
  /** Why it cannot be sent, whatever the back end says; null when it can. */
  fault: string | null;
  questions: { code: string; automated: Automated }[];
};

/** What the back end's list says of a contact's service code; `known` null = the list could not be read. */
export type CodeFinding = { contactId: number; category: string; destination: string; known: boolean | null };

/** A person waits before the screen: nobody is waited for longer than this. */
const longestWaitMs = 20_000;
const anHour = 60 * 60_000;

const t = translator("tryConnection");

/** Asks a back end for everything that we would ask it for, and posts nothing. */
export async function tryOpen311(
  settings: SettingsOf<"open311">,
  contacts: readonly TriedContact[],
  pulls: { updates: boolean; requests: boolean },
): Promise<{ steps: TrialStep[]; codes: CodeFinding[] }> {
  const patient = { ...settings, timeoutMs: Math.min(settings.timeoutMs, longestWaitMs) };
  const client = createClient(patient, guardedFetch, { userAgent: userAgent() });
  const steps = [await step("discovery", () => discover(client, settings.endpoint))];
  const services = await client.services();
  steps.push(await step("services", () => listed(services)));
  const rows = services.ok ? services.value.rows : null;
  steps.push(
    rows === null
      ? await skipped("contacts", t("notNeeded", { why: t("earlierFailed") }))
      : await step("contacts", () => matched(rows, contacts)),
  );
  if (rows) steps.push(await step("definition", () => defined(client, rows, contacts)));
  const window = { start: new Date(Date.now() - anHour), end: new Date() };
  if (pulls.updates) steps.push(await step("updates", () => updates(client, window)));
  if (pulls.requests) steps.push(await step("requests", () => requests(client, window)));
  const byCode = new Set(rows?.map(({ serviceCode }) => serviceCode));
  return {
    steps,
    codes: contacts.map(({ id, category, destination }) => ({
      contactId: id,
      category,
      destination,
      known: rows && byCode.has(destination.trim()),
    })),
  };
}

async function discover(client: Open311Client, endpoint: string): Promise<Finding> {
  const answer = await client.discovery();
  const exchanges = [answer.exchange];
  // Hardly anybody needs it, and many do without.
  if (!answer.ok) return { state: "ok", message: t("discoveryNone", { reason: answer.reason }), exchanges };
  const urls = answer.value.endpoints.map(({ url }) => url.replace(/\/+$/, ""));
  const [other] = urls;
  if (other && !urls.includes(endpoint)) {
    return { state: "warning", message: t("discoveryElsewhere", { url: other }), exchanges };
  }
  return { state: "ok", message: t("discoveryOk", { changeset: answer.value.changeset }), exchanges };
}

function listed(answer: Result<{ rows: Service[]; skipped: { reason: string }[] }>): Finding {
  const exchanges = [answer.exchange];
  if (!answer.ok) return { state: "failed", message: answer.reason, exchanges };
  const { rows, skipped: unread } = answer.value;
  const [first] = unread;
  const told = [t("servicesOk", { count: rows.length })];
  if (first) told.push(t("servicesSkipped", { count: unread.length, reason: first.reason }));
  const doubtful = rows.length === 0 || unread.length > 0;
  return { state: doubtful ? "warning" : "ok", message: told.join(" "), exchanges };
}

function matched(services: readonly Service[], contacts: readonly TriedContact[]): Finding {
  const usable = contacts.filter(({ destination }) => destination.trim().toUpperCase() !== "REFUSED");
  if (usable.length === 0) return { state: "ok", message: t("contactsNone") };
  const byCode = new Map(services.map((service) => [service.serviceCode, service]));
  const unknown = usable.filter(({ destination }) => !byCode.has(destination.trim()));
  const told: string[] = [];
  if (unknown.length > 0) {
    const names = unknown.map(({ category, destination }) => `${category} (${destination})`).join(", ");
    told.push(t("contactsUnknown", { count: unknown.length, names }));
  }
  for (const { category, destination, serviceType } of usable) {
    const theirs = byCode.get(destination.trim())?.type;
    if (theirs && theirs !== serviceType)
      told.push(t("contactsType", { category, ours: serviceType, theirs }));
  }
  if (told.length === 0) return { state: "ok", message: t("contactsOk", { count: usable.length }) };
  return { state: "warning", message: told.join(" ") };
}

/** The questions of the first category that has any there. */
async function defined(
  client: Open311Client,
  services: readonly Service[],
  contacts: readonly TriedContact[],
): Promise<Finding> {
  const asking = new Map(
    services.filter(({ metadata }) => metadata !== false).map((one) => [one.serviceCode, one]),
  );
  const contact = contacts.find(({ destination }) => asking.has(destination.trim()));
  if (!contact) return { state: "skipped", message: t("definitionNone") };
  const answer = await client.definition(contact.destination.trim());
  const exchanges = [answer.exchange];
  if (!answer.ok) return { state: "warning", message: answer.reason, exchanges };
  const here = new Set(contact.questions.map(({ code }) => code));
  const { category } = contact;
  const missing = answer.value.attributes.filter(
    ({ required, variable, code }) => required && variable && !here.has(code),
  );
  if (missing.length > 0) {
    const codes = missing.map(({ code }) => code).join(", ");
    return { state: "warning", message: t("definitionMissing", { category, codes }), exchanges };
  }
  const count = answer.value.attributes.filter(({ variable }) => variable).length;
  return { state: "ok", message: t("definitionOk", { category, count }), exchanges };
}

async function updates(client: Open311Client, window: Window): Promise<Finding> {
  const answer = await client.updates(window);
  const exchanges = [answer.exchange];
  if (!answer.ok) return { state: "failed", message: answer.reason, exchanges };
  return { state: "ok", message: t("updatesOk", { count: answer.value.rows.length }), exchanges };
}

async function requests(client: Open311Client, window: Window): Promise<Finding> {
  const answer = await client.requests({ window });
  const exchanges = [answer.exchange];
  if (!answer.ok) return { state: "failed", message: answer.reason, exchanges };
  return { state: "ok", message: t("requestsOk", { count: answer.value.rows.length }), exchanges };
}
