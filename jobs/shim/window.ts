import { createHash, randomUUID, timingSafeEqual } from "node:crypto";
import type { ShimConfig } from "@/jobs/shim/config";
import type { Entry, Ledger } from "@/jobs/shim/ledger";
import type { Work } from "@/jobs/shim/work";
import { parseDate } from "@/lib/open311/dates";
import type { ServiceRequest } from "@/lib/open311/documents";
import { type ReadForm, readForm } from "@/lib/open311/read/form";
import { UnreadableForm } from "@/lib/open311/read/multipart";
import { writeErrors } from "@/lib/open311/write/errors";
import { writePostedRequests, writeRequests, writeToken } from "@/lib/open311/write/requests";
import { writeDefinition, writeServices } from "@/lib/open311/write/services";
import { writeUpdates } from "@/lib/open311/write/updates";
import type { Format, Written } from "@/lib/open311/write/wire-tree";

export type Asked = {
  method: string;
  url: URL;
  headers: Record<string, string | string[] | undefined>;
  body: Uint8Array;
};
/** `written` null: no body, for what nobody knows the outcome of. */
export type Answer = { status: number; written: Written | null; headers?: Record<string, string> };

/** A call that is not taken, with an HTTP status and what people are told. */
class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly retryAfter?: number,
  ) {
    super(message);
  }
}

/** The window at which we are asked in Open311: `/services`, `/requests`, `/tokens`, `/servicerequestupdates`. */
export async function answer(asked: Asked, config: ShimConfig, ledger: Ledger, work: Work): Promise<Answer> {
  const path = asked.url.pathname.replace(/\/{2,}/g, "/").replace(/\/$/, "");
  const [, bare = path, suffix = "xml"] = /^(.*)\.(xml|json)$/i.exec(path) ?? [];
  const format: Format = suffix.toLowerCase() === "json" ? "json" : "xml";
  try {
    return await carryOut(asked, bare, format, config, ledger, work);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const list = [{ code: String(error.status), description: error.message }];
    const written = writeErrors(list, format);
    const wait =
      error.retryAfter === undefined ? {} : { headers: { "retry-after": String(error.retryAfter) } };
    return { status: error.status, written, ...wait };
  }
}

async function carryOut(
  asked: Asked,
  path: string,
  format: Format,
  config: ShimConfig,
  ledger: Ledger,
  work: Work,
): Promise<Answer> {
  const [, kind = "", id = ""] =
    /\/(services|requests|tokens|servicerequestupdates)(?:\/(.+))?$/.exec(path) ?? [];
  const key = decodedId(id);
  const ok = (written: Written): Answer => ({ status: 200, written });
  if (asked.method === "POST" && kind === "requests" && !key)
    return post(asked, format, config, ledger, work);
  if (asked.method !== "GET") throw new Refusal(kind ? 405 : 404, "There is nothing of that kind here.");
  switch (kind) {
    case "services": {
      if (!key) return ok(writeServices(config.services.map(serviceRow(config)), format));
      const service = config.services.find(({ code }) => code === key);
      if (!service) throw new Refusal(404, `There is no service ${key}.`);
      const attributes = service.attributes.map((attribute, index) => ({ ...attribute, order: index + 1 }));
      return ok(writeDefinition({ serviceCode: service.code, attributes }, format));
    }
    case "tokens": {
      const entry = ledger.byToken(key);
      if (!entry) throw new Refusal(404, `There is no token ${key}.`);
      if (entry.state === "refused") throw new Refusal(400, entry.reason ?? "The report was not taken.");
      return ok(writeToken({ token: entry.token, serviceRequestId: entry.reference }, format));
    }
    case "requests": {
      if (!key) return ok(writeRequests(listed(asked.url.searchParams, config, ledger), format));
      const entry = ledger.byReference(key);
      if (!entry) throw new Refusal(404, `There is no request ${key}.`);
      return ok(writeRequests([requestRow(entry, config)], format));
    }
    case "servicerequestupdates":
      return ok(writeUpdates(updatesIn(asked.url.searchParams, ledger), format));
    default:
      throw new Refusal(404, "There is nothing of that kind here.");
  }
}

function decodedId(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Refusal(400, "The address is not well-formed.");
  }
}

async function post(
  asked: Asked,
  format: Format,
  config: ShimConfig,
  ledger: Ledger,
  work: Work,
): Promise<Answer> {
  const form = await readPosted(asked);
  const one = (name: string) => form.fields.get(name)?.[0] ?? "";
  const bearer = /^Bearer (.+)$/i.exec(String(asked.headers.authorization ?? ""))?.[1] ?? "";
  if (!sameKey(one("api_key") || asked.url.searchParams.get("api_key") || bearer, config.apiKey)) {
    throw new Refusal(403, "The api_key is missing or wrong.");
  }
  const service = config.services.find(({ code }) => code === one("service_code"));
  if (!service) throw new Refusal(404, `There is no service ${one("service_code")}.`);
  const missing = service.attributes.filter(
    ({ required, variable, code }) => required && variable && !form.attributes.has(code),
  );
  if (missing.length > 0) throw new Refusal(400, `Needed: ${missing.map(({ code }) => code).join(", ")}.`);

  const entry = entryOf(form, service, config, ledger);
  await ledger.save();
  if (config.answer === "later") {
    if (entry.state === "new") void work.push(entry).catch(() => undefined); // the clock tries again
    return { status: 200, written: writePostedRequests([told(entry)], format) };
  }
  await work.push(entry);
  switch (entry.state) {
    case "known":
    case "waiting":
      return { status: 200, written: writePostedRequests([told(entry)], format) };
    case "refused":
      throw new Refusal(400, entry.reason ?? "The report was not taken.");
    case "new":
      throw new Refusal(
        503,
        entry.reason ?? "The system behind is not there.",
        Math.ceil(config.retryMs / 1000),
      );
    default:
      // Nobody knows: said as a gateway says it, so that the caller does not simply send it again.
      return { status: 504, written: null };
  }
}

async function readPosted({ headers, body }: Asked): Promise<ReadForm> {
  try {
    return await readForm(String(headers["content-type"] ?? ""), body);
  } catch (error) {
    if (error instanceof UnreadableForm) throw new Refusal(400, error.message);
    throw error;
  }
}

const told = ({ reference, token }: Entry) => (reference ? { serviceRequestId: reference } : { token });

const digest = (text: string) => createHash("sha256").update(text).digest();
const sameKey = (given: string, wanted: string): boolean => timingSafeEqual(digest(given), digest(wanted));

/** A new entry; or the one that this very post made before, when its answer got lost on its way. */
function entryOf(
  form: ReadForm,
  service: ShimConfig["services"][number],
  config: ShimConfig,
  ledger: Ledger,
): Entry {
  const facts: Record<string, string[]> = Object.fromEntries([
    ...[...form.fields].filter(([name]) => name !== "api_key"),
    ...[...form.attributes].map(([code, values]) => [`attribute.${code}`, values] as const),
  ]);
  const fingerprint = digest(JSON.stringify(Object.entries(facts).sort())).toString("hex");
  const before = ledger.byFingerprint(fingerprint);
  if (before) return before;
  for (const [name, words] of Object.entries(config.values)) {
    const values = facts[name];
    if (values) facts[name] = values.map((value) => words[value] ?? value);
  }
  const [first = "", last = ""] = ["first_name", "last_name"].map((name) => facts[name]?.[0] ?? "");
  const now = new Date();
  const entry: Entry = {
    token: randomUUID(),
    fingerprint,
    state: "new",
    serviceCode: service.code,
    facts: {
      ...facts,
      code: [service.sendAs],
      name: [`${first} ${last}`.trim()],
      id: facts["attribute.fixmystreet_id"] ?? [],
    },
    ticket: null,
    reference: null,
    reason: null,
    status: "open",
    postedAt: now,
    updatedAt: now,
  };
  ledger.state.entries.push(entry);
  return entry;
}

const serviceRow = (config: ShimConfig) => (service: ShimConfig["services"][number]) => ({
  serviceCode: service.code,
  serviceName: service.name,
  description: service.description,
  metadata: service.attributes.length > 0,
  type:
    config.answer === "later" || config.closedSystem.create.ticket
      ? ("batch" as const)
      : ("realtime" as const),
  keywords: [],
  groups: service.group ? [service.group] : [],
});

/** GeoReport itself knows only open and closed; the finer words go with the updates. */
const done = new Set([
  "closed",
  "fixed",
  "duplicate",
  "cancelled",
  "no_further_action",
  "not_councils_responsibility",
]);

function requestRow(entry: Entry, config: ShimConfig): ServiceRequest {
  const one = (name: string) => entry.facts[name]?.[0];
  const [lat, long] = [Number(one("lat") ?? Number.NaN), Number(one("long") ?? Number.NaN)];
  return {
    serviceRequestId: entry.reference ?? "",
    status: done.has(entry.status) ? "closed" : "open",
    serviceCode: entry.serviceCode,
    serviceName: config.services.find(({ code }) => code === entry.serviceCode)?.name,
    description: one("description"),
    requestedDatetime: entry.postedAt,
    updatedDatetime: entry.updatedAt,
    ...(Number.isFinite(lat) && Number.isFinite(long) && { lat, long }),
    mediaUrls: entry.facts.media_url ?? [],
    extras: one("id") ? { fixmystreet_id: one("id") ?? "" } : {},
  };
}

function rangeOf(query: URLSearchParams): (date: Date) => boolean {
  const [start, end] = ["start_date", "end_date"].map((name) => parseDate(query.get(name) ?? "", "UTC"));
  return (date) => (!start || date >= start) && (!end || date <= end);
}

function listed(query: URLSearchParams, config: ShimConfig, ledger: Ledger): ServiceRequest[] {
  const inRange = rangeOf(query);
  const list = (name: string) =>
    (query.get(name) ?? "")
      .split(",")
      .map((text) => text.trim())
      .filter(Boolean);
  const [ids, codes, statuses] = [list("service_request_id"), list("service_code"), list("status")];
  return ledger.state.entries
    .filter(({ reference, serviceCode, postedAt }) => {
      if (reference === null) return false;
      if (ids.length > 0) return ids.includes(reference);
      return inRange(postedAt) && (codes.length === 0 || codes.includes(serviceCode));
    })
    .map((entry) => requestRow(entry, config))
    .filter(({ status }) => ids.length > 0 || statuses.length === 0 || statuses.includes(status));
}

function updatesIn(query: URLSearchParams, ledger: Ledger) {
  const inRange = rangeOf(query);
  return ledger.state.updates
    .filter(({ at }) => inRange(at))
    .map(({ id, reference, status, closedStatus, text, at }) => ({
      updateId: id,
      serviceRequestId: reference,
      fixmystreetId: ledger.byReference(reference)?.facts.id?.[0],
      status,
      updatedDatetime: at,
      description: text,
      mediaUrls: [],
      externalStatusCode: closedStatus,
      extras: {},
    }));
}
