import "@/lib/testing/database";
import { Validator } from "@seriousme/openapi-schema-validator";
import Ajv2020 from "ajv/dist/2020";
import addFormats from "ajv-formats";
import { beforeAll, expect, test } from "vitest";
import { calls } from "@/app/open311/v2/[...path]/calls";
import { describedCalls } from "@/app/open311/v2/[...path]/described-calls";
import { openapi } from "@/app/open311/v2/[...path]/openapi";
import { GET, POST } from "@/app/open311/v2/[...path]/route";
import { hashClientKey } from "@/lib/clients/client-key";
import { db } from "@/lib/db";
import { forgetCatalogue } from "@/lib/published/services/catalogue";
import {
  makeArea,
  makeBody,
  makeCategory,
  makeContact,
  makeDelivery,
  makeReport,
  makeUpdate,
} from "@/lib/testing/factories";
import { faultsInJson, faultsInXml, type GeoreportRule } from "@/lib/testing/georeport-rules";

type Posted = Record<string, string>;
const call = (path: string, form?: Posted) => {
  const url = `https://mendline.test/open311/v2/${path}`;
  return form
    ? POST(new Request(url, { method: "POST", body: new URLSearchParams(form) }))
    : GET(new Request(url));
};

const keys = { trusted: "mk_trusted", waiting: "mk_waiting" };
let reportId: number;
let categoryId: number;

beforeAll(async () => {
  forgetCatalogue();
  for (const [name, key] of Object.entries(keys)) {
    const may = ["post-requests", "post-updates"];
    await db.apiClient.create({
      data: { name, keyHash: hashClientKey(key), may, trusted: name === "trusted" },
    });
  }
  const body = await makeBody({ areas: [await makeArea()], name: 'Council of <A> & "B"' });
  categoryId = (await makeCategory({ name: "Löcher & <Risse>" })).id;
  const values = [{ key: "1", name: "Small & <small>" }];
  await makeContact({
    ...{
      bodyId: body.id,
      categoryId,
      groups: ["Roads", "Ways"],
      keywords: ["a", "b"],
      hint: "On the <road>",
    },
    questions: [
      { code: "size", description: "How deep?", datatype: "multivaluelist", values },
      { code: "note", description: "Not on private land", variable: false },
    ],
  });
  await makeContact({ bodyId: body.id });
  const title = "“Quoted” \u0007<b>&amp; \u{1f573}";
  const report = await makeReport({ categoryId, title, name: "Ann", showName: true, address: "" });
  reportId = report.id;
  await makeReport({
    categoryId,
    detail: "",
    state: "fixed_council",
    reporterId: null,
    lat: 54.60000001,
    lon: -0.0000001,
  });
  await makeDelivery({
    reportId,
    bodyId: body.id,
    state: "sent",
    externalId: "X-1",
    firstSentAt: new Date(),
  });
  for (const position of [0, 1]) {
    const photo = { id: crypto.randomUUID(), hash: `abcdef0${position}`, width: 4, height: 3, position };
    await db.photo.create({ data: { ...photo, reportId } });
  }
  await makeUpdate({ reportId, text: "Still <there> & deeper", name: "Ben", showName: true });
  await makeUpdate({ reportId, text: "", newState: "in_progress", origin: "staff", bodyId: body.id });
});

const request = (more: Posted = {}): Posted => ({
  ...{ api_key: keys.trusted, service_code: String(categoryId), lat: "54.6", long: "2.3" },
  ...{ description: "A hole", ...more },
});
const fromOutside = { api_key: keys.waiting, email: "ann@example.org", first_name: "Ann" };
const update = (more: Posted): Posted => ({
  ...{ api_key: keys.trusted, service_request_id: String(reportId), status: "OPEN", description: "Bigger" },
  ...{ updated_datetime: "2026-05-01T10:00:00Z", ...more },
});
const tokenOf = async (path: string, form: Posted): Promise<string> =>
  (await (await call(path, form)).json())[0].token;

type Case = { of: string; rule: GeoreportRule; ask: (format: string) => Promise<Response> };
/** One call of each described operation, by its name. */
const cases: Record<string, Case> = {
  discovery: { of: "Discovery", rule: "discovery", ask: (f) => call(`discovery.${f}`) },
  services: { of: "Services", rule: "services", ask: (f) => call(`services.${f}`) },
  definition: {
    of: "Definition",
    rule: "service_definition",
    ask: (f) => call(`services/${categoryId}.${f}`),
  },
  listRequests: { of: "Requests", rule: "service_requests", ask: (f) => call(`requests.${f}`) },
  getRequest: { of: "Requests", rule: "service_requests", ask: (f) => call(`requests/${reportId}.${f}`) },
  postRequest: {
    ...{ of: "PostedRequests", rule: "service_requests, posted" },
    ask: (f) => call(`requests.${f}`, request({ client_request_id: `posted as ${f}` })),
  },
  "postRequest, a token": {
    ...{ of: "PostedRequests", rule: "service_requests, posted" },
    ask: (f) => call(`requests.${f}`, request(fromOutside)),
  },
  getToken: {
    ...{ of: "Token", rule: "service_requests, by token" },
    ask: async (f) => call(`tokens/${await tokenOf("requests.json", request(fromOutside))}.${f}`),
  },
  listUpdates: {
    of: "Updates",
    rule: "service_request_updates",
    ask: (f) => call(`servicerequestupdates.${f}`),
  },
  "listUpdates, a window": {
    ...{ of: "Updates", rule: "service_request_updates" },
    ask: (f) => call(`servicerequestupdates.${f}?start_date=2020-01-01T00:00:00Z`),
  },
  postUpdate: {
    ...{ of: "PostedUpdates", rule: "service_request_updates, posted" },
    ask: (f) => call(`servicerequestupdates.${f}`, update({ update_id: `u-${f}` })),
  },
  getUpdateToken: {
    ...{ of: "UpdateToken", rule: "service_request_updates, by token" },
    ask: async (f) => {
      const form = update({ update_id: `waits-${f}`, ...fromOutside });
      return call(`update_tokens/${await tokenOf("servicerequestupdates.json", form)}.${f}`);
    },
  },
};

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);
const document = openapi();
ajv.addSchema(document, "openapi");

function faultsByDocument(shape: string, answer: unknown): string[] {
  const validate = ajv.getSchema(`openapi#/components/schemas/${shape}`);
  validate?.(answer);
  return validate
    ? (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
    : [shape];
}

test("the OpenAPI document is one, and stands where it is told", async () => {
  expect(await new Validator().validate(JSON.parse(JSON.stringify(document)))).toEqual({ valid: true });
  const response = await call("openapi.json");
  expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
  expect(await response.json()).toEqual(JSON.parse(JSON.stringify(document)));
});

test("every call is described, every described call is there and has an answer that is looked at", () => {
  const samples = describedCalls.map(({ path, method }) => [
    path.replace(/\{\w+\}/, "1"),
    method.toUpperCase(),
  ]);
  const undescribed = ["openapi", "requests.rss", "requests/1.html"].map((path) => [path, "GET"]);
  // As the server itself looks for them: the first that fits.
  const answering = [...samples, ...undescribed].map(([path = "", method]) => {
    const at = calls.findIndex((one) => one.path.test(path));
    return `${at} ${method}`;
  });
  const there = calls.flatMap(({ methods }, at) => Object.keys(methods).map((method) => `${at} ${method}`));
  expect(answering.sort()).toEqual(there.sort());
  const looked = new Set(Object.keys(cases).map((name) => name.split(",")[0]));
  expect(looked).toEqual(new Set(describedCalls.map(({ name }) => name)));
});

test("the parameters of the document are those that the handlers check", () => {
  const { parameters } =
    (document.paths as Record<string, { get: { parameters: { name: string }[] } }>)["/services.{format}"]
      ?.get ?? {};
  expect(parameters?.map(({ name }) => name)).toEqual([
    ...["format", "jurisdiction_id", "agency_responsible", "lat", "long", "extensions", "wrapped"],
  ]);
});

test.each(Object.keys(cases))(
  "%s answers as its document and the standard say, in both formats",
  async (name) => {
    const { of, rule, ask } = cases[name] ?? expect.unreachable();
    const json = await ask("json");
    const answer = await json.json();
    expect([json.status, json.headers.get("content-type")]).toEqual([200, "application/json; charset=utf-8"]);
    expect(faultsByDocument(of, answer)).toEqual([]);
    expect(faultsInJson(rule, answer)).toEqual([]);
    expect(JSON.stringify(answer).length).toBeGreaterThan(10);
    const xml = await ask("xml");
    expect([xml.status, xml.headers.get("content-type")]).toEqual([200, "text/xml; charset=utf-8"]);
    expect(faultsInXml(rule, await xml.text())).toEqual([]);
  },
);

test.each([
  ["nothing", 404],
  ["requests/999999999", 404],
  ["requests/none", 404],
  ["tokens/none", 404],
  ["services/none", 404],
  ["services", 400, "?lat=91"],
  ["requests", 400, "?start_date=yesterday&lat=x"],
  ["servicerequestupdates", 400, "?start_date=yesterday"],
  ["services", 403, "?api_key=none"],
])("%s is refused with %s as the standard says", async (path, status, query = "") => {
  for (const format of ["json", "xml"]) {
    const response = await call(`${path}.${format}${query}`);
    expect(response.status).toBe(status);
    const text = await response.text();
    const faults = format === "json" ? faultsInJson("errors", JSON.parse(text)) : faultsInXml("errors", text);
    expect(faults).toEqual([]);
    if (format === "json") expect(faultsByDocument("Errors", JSON.parse(text))).toEqual([]);
  }
});

test("who asks for more gets the documented answers, too", async () => {
  for (const [shape, path] of [
    ["Requests", "requests.json?extensions=true"],
    ["Requests", `requests/${reportId}.json?extensions=true`],
    ["Updates", "servicerequestupdates.json?extensions=true"],
  ] as const) {
    const answer = await (await call(path)).json();
    expect([path, answer.length > 0, faultsByDocument(shape, answer)]).toEqual([path, true, []]);
  }
});

test("the rules find faults: each way to break an answer is one", () => {
  const good = { code: "400", description: "No" };
  const xml = (inside: string) => `<?xml version="1.0" encoding="utf-8"?>\n<errors>${inside}</errors>`;
  const row = "<code>400</code><description>No</description>";
  expect([faultsInJson("errors", [good]), faultsInXml("errors", xml(`<error>${row}</error>`))]).toEqual([
    [],
    [],
  ]);
  const broken = [
    { errors: [good] },
    [{ ...good, code: 400 }],
    [{ code: "400" }],
    [{ ...good, more: 1 }],
    [[good]],
  ];
  for (const one of broken) expect(faultsInJson("errors", one), JSON.stringify(one)).not.toEqual([]);
  const brokenXml = [
    ...[`<error>${row}${row}</error>`, `<fault>${row}</fault>`, "<error><code/></error>"],
    `<error xmlns="http://wiki.open311.org/GeoReport_v2">${row}</error>`,
  ];
  for (const one of brokenXml) expect(faultsInXml("errors", xml(one)), one).not.toEqual([]);
  expect(faultsInXml("errors", "<errors/>")).not.toEqual([]);
});
