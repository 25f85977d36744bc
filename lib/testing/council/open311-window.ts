import { writeDiscovery } from "@/lib/open311/write/discovery";
import { writeErrors } from "@/lib/open311/write/errors";
import { writePostedRequests, writeRequests, writeToken } from "@/lib/open311/write/requests";
import { writeDefinition, writeServices } from "@/lib/open311/write/services";
import { writePostedUpdates, writeUpdates } from "@/lib/open311/write/updates";
import type { Format, Written } from "@/lib/open311/write/wire-tree";
import type { Answer } from "@/lib/testing/council/answer";
import type { CallKind } from "@/lib/testing/council/faults";
import type { Office } from "@/lib/testing/council/office";
import { Refusal } from "@/lib/testing/council/refusal";
import { readPosted, takeRequest, takeUpdate } from "@/lib/testing/council/take-post";
import { tellRequest, tellRequests, tellUpdates } from "@/lib/testing/council/tell";

/** A call to the Open311 window, as far as the address tells. `id` is decoded. */
export type Open311Call = { kind: CallKind; format: Format; id: string };

/** A call with what came along. `repeat`: answer as a council that repeats itself. */
export type Open311Input = {
  query: URLSearchParams;
  headers: Record<string, string>;
  body: Uint8Array;
  repeat: boolean;
};

const routes: { method: "GET" | "POST"; path: RegExp; kind: CallKind }[] = [
  { method: "GET", path: /^discovery()$/, kind: "discovery" },
  { method: "GET", path: /^services()$/, kind: "services" },
  { method: "GET", path: /^services\/(.+)$/, kind: "definition" },
  { method: "POST", path: /^requests()$/, kind: "post-request" },
  { method: "GET", path: /^requests()$/, kind: "requests" },
  { method: "GET", path: /^requests\/(.+)$/, kind: "request" },
  { method: "GET", path: /^tokens\/(.+)$/, kind: "token" },
  { method: "GET", path: /^servicerequestupdates()$/, kind: "updates" },
  { method: "POST", path: /^servicerequestupdates()$/, kind: "post-update" },
];

/**
 * Reads the address below `/v2`: format by suffix (XML without one), double and trailing slashes forgiven, a code
 * with a slash in it encoded or not.
 * @throws Refusal 404 for an unknown address, 405 for a known one with another method
 */
export function routeOpen311(method: string, pathname: string): Open311Call {
  const path = pathname
    .replace(/\/{2,}/g, "/")
    .replace(/^\/v2\/?/, "")
    .replace(/\/$/, "");
  const suffix = /\.(xml|json)$/i.exec(path);
  const format: Format = suffix?.[1]?.toLowerCase() === "json" ? "json" : "xml";
  const bare = suffix ? path.slice(0, suffix.index) : path;
  const fitting = routes.filter((route) => route.path.test(bare));
  const wanted = method === "HEAD" ? "GET" : method;
  const route = fitting.find((one) => one.method === wanted);
  if (!route) throw new Refusal(fitting.length > 0 ? 405 : 404, `There is no ${method} ${pathname}.`);
  return { kind: route.kind, format, id: decodePart(route.path.exec(bare)?.[1] ?? "") };
}

/** The format a caller of this address would understand, for errors before anything else is known. */
export function formatOf(pathname: string): Format {
  return /\.json\/?$/i.test(pathname) ? "json" : "xml";
}

export async function answerOpen311(office: Office, call: Open311Call, input: Open311Input): Promise<Answer> {
  return written(200, await carryOut(office, call, input));
}

export function refuseOpen311(refusal: Refusal, format: Format): Answer {
  const list = refusal.reasons.map((description) => ({ code: String(refusal.status), description }));
  return written(refusal.status, writeErrors(list, format));
}

async function carryOut(office: Office, call: Open311Call, input: Open311Input): Promise<Written> {
  const { desk } = office;
  const { format, id } = call;
  const twice = <Row>(rows: Row[]): Row[] => (input.repeat ? rows.flatMap((row) => [row, row]) : rows);
  if (call.kind === "discovery") return writeDiscovery(discovery(office), format);
  if (call.kind === "post-request" || call.kind === "post-update") return takePost(office, call, input);
  checkJurisdiction(office, input.query.get("jurisdiction_id"));
  switch (call.kind) {
    case "services": {
      const rows = desk.settings.services.map(({ attributes, ...service }) => ({
        ...service,
        metadata: attributes.length > 0,
        type: desk.settings.mode,
      }));
      return writeServices(twice(rows), format);
    }
    case "definition": {
      const service = desk.service(id);
      if (!service) throw new Refusal(404, `There is no service ${id}.`);
      return writeDefinition({ serviceCode: id, attributes: service.attributes }, format);
    }
    case "requests":
      return writeRequests(twice(tellRequests(office, input.query)), format);
    case "request":
      return writeRequests(twice([tellRequest(office, id, input.query)]), format);
    case "token":
      return answerToken(office, id, format);
    default:
      return writeUpdates(twice(tellUpdates(office, input.query)), format);
  }
}

async function takePost(office: Office, call: Open311Call, input: Open311Input): Promise<Written> {
  const posted = await readPosted(input.headers, input.body);
  const field = (name: string) => posted.form.fields.get(name)?.[0] ?? input.query.get(name);
  checkJurisdiction(office, field("jurisdiction_id"));
  const bearer = /^Bearer (.+)$/i.exec(input.headers.authorization ?? "")?.[1];
  if ((field("api_key") ?? bearer) !== office.apiKey)
    throw new Refusal(403, "The api_key is missing or wrong.");
  if (call.kind === "post-update") {
    const { answeredId } = takeUpdate(office, posted);
    await office.changed();
    return writePostedUpdates([{ updateId: answeredId }], call.format);
  }
  const { token, reference } = takeRequest(office, posted, input.repeat);
  await office.changed();
  return writePostedRequests([token ? { token } : { serviceRequestId: reference ?? "" }], call.format);
}

async function answerToken(office: Office, token: string, format: Format): Promise<Written> {
  const found = office.desk.pollToken(token);
  if (!found) throw new Refusal(404, `There is no token ${token}.`);
  await office.changed();
  if (found.reference === null && office.pendingToken === "empty-list")
    return writePostedRequests([], format);
  if (found.reference === null && office.pendingToken !== "empty-id") {
    throw new Refusal(Number(office.pendingToken), "There is no service_request_id for this token yet.");
  }
  return writeToken({ token, serviceRequestId: found.reference }, format);
}

function checkJurisdiction(office: Office, given: string | null): void {
  if (!office.jurisdictionId) return;
  if (!given) throw new Refusal(400, "jurisdiction_id is required.");
  if (given !== office.jurisdictionId) throw new Refusal(404, `There is no jurisdiction ${given}.`);
}

function discovery(office: Office): Parameters<typeof writeDiscovery>[0] {
  const changeset = "2026-11-01T00:00:00Z";
  return {
    changeset,
    contact: "Alderwick City Council, works desk. Made up for the demo.",
    keyService: "Ask whoever started this demo for a key.",
    endpoints: [
      {
        specification: "http://wiki.open311.org/GeoReport_v2",
        url: `${office.origin()}/v2`,
        changeset,
        type: "test",
        formats: ["text/xml", "application/json"],
      },
    ],
  };
}

function written(status: number, { contentType, body }: Written): Answer {
  return { status, headers: { "content-type": contentType, "access-control-allow-origin": "*" }, body };
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
