import { expect, test } from "vitest";
import { createClient } from "@/lib/open311/client";
import type { PostForm } from "@/lib/open311/form-parts";
import type { Failure, Result } from "@/lib/open311/result";
import { Open311Settings } from "@/lib/open311/settings";
import type { Http, HttpRequest, HttpResponse } from "@/lib/open311/wire";

type Reply = Partial<Omit<HttpResponse, "headers" | "body">> & {
  body?: string;
  headers?: Record<string, string>;
};
type Sent = HttpRequest & { url: URL };

/** The injected network: answers what the test says (the last reply again and again) and remembers what it got. */
function network(...replies: (Reply | Error)[]): { http: Http; sent: Sent[] } {
  const sent: Sent[] = [];
  const http: Http = async (url, init) => {
    sent.push({ ...init, url: new URL(url) });
    const reply = replies[Math.min(sent.length, replies.length) - 1];
    if (!reply) throw new Error("the test gave no reply");
    if (reply instanceof Error) throw reply;
    const body = new Uint8Array(Buffer.from(reply.body ?? "", "utf8"));
    return { status: reply.status ?? 200, headers: new Headers(reply.headers), body };
  };
  return { http, sent };
}

function setUp(flags: Partial<Open311Settings>, ...replies: (Reply | Error)[]) {
  const { http, sent } = network(...replies);
  const settings = Open311Settings.parse({ endpoint: "https://o311.brackenford.example/v2", ...flags });
  return { client: createClient(settings, http), sent };
}

const keyed = { jurisdictionId: "brackenford", apiKey: "bk-91f" } as const;
const form: PostForm = {
  fields: [
    ["service_code", "KRB-7"],
    ["first_name", "Ines"],
    ["email", "ines@mail.example"],
    ["attribute[depth]", "3"],
  ],
  files: [],
};
const idAnswer =
  "<service_requests><request><service_request_id>S-31</service_request_id></request></service_requests>";

function failure(result: Result<unknown>): Failure {
  if (result.ok) throw new Error("expected a failure");
  return result;
}
const posting = async (...replies: (Reply | Error)[]) =>
  failure(await setUp(keyed, ...replies).client.postRequest(form, { blackbox: false }));
const listing = async (...replies: (Reply | Error)[]) =>
  failure(await setUp({}, ...replies).client.services());
const bodyOf = (sent: Sent | undefined) => [...new URLSearchParams(String(sent?.body))];

test("AC-045: AC-064: posts a form with jurisdiction and key to requests.xml below the end point", async () => {
  const { client, sent } = setUp(keyed, { body: idAnswer });
  const result = await client.postRequest(form, { blackbox: false });
  expect(result).toMatchObject({ ok: true, value: { kind: "id", serviceRequestId: "S-31" } });
  expect(sent).toHaveLength(1);
  expect(sent[0]?.url.href).toBe("https://o311.brackenford.example/v2/requests.xml");
  expect(sent[0]?.headers["content-type"]).toBe("application/x-www-form-urlencoded; charset=utf-8");
  expect(bodyOf(sent[0])).toEqual([
    ["jurisdiction_id", "brackenford"],
    ["api_key", "bk-91f"],
    ...form.fields,
  ]);
  expect(sent[0]).toMatchObject({ method: "POST", timeoutMs: 300_000, maxBytes: 20_000_000 });
});

test.each(["https://a.example/o311", "https://a.example/o311/", "https://a.example/o311//"])(
  "T1 the end point %s is joined with one slash",
  async (endpoint) => {
    const { client, sent } = setUp({ endpoint }, { body: "<services/>" });
    await client.services();
    expect(sent[0]?.url.href).toBe("https://a.example/o311/services.xml");
  },
);

test("T2 nothing empty is sent", async () => {
  const { client, sent } = setUp({}, { body: "[]" });
  await client.requests({ ids: [], statuses: ["open", "closed"] });
  await client.postRequest({ fields: [["a", "1"]], files: [] }, { blackbox: false });
  expect(sent[0]?.url.search).toBe("?status=open%2Cclosed");
  expect(bodyOf(sent[1])).toEqual([["a", "1"]]);
});

test.each([
  ["form", { services: false, updates: true, post: "form", header: undefined }],
  ["all", { services: true, updates: true, post: "form", header: undefined }],
  ["query", { services: true, updates: true, post: "query", header: undefined }],
  ["bearer", { services: false, updates: false, post: "none", header: "Bearer bk-91f" }],
  ["none", { services: false, updates: false, post: "none", header: undefined }],
] as const)("T3 the key travels in: %s", async (apiKeyIn, expected) => {
  const { client, sent } = setUp({ apiKey: "bk-91f", apiKeyIn }, { body: "[]" });
  await client.services();
  await client.updates();
  await client.postUpdate(form);
  const inQuery = (index: number) => sent[index]?.url.searchParams.get("api_key") === "bk-91f";
  expect([inQuery(0), inQuery(1)]).toEqual([expected.services, expected.updates]);
  const inForm = bodyOf(sent[2]).some(([name]) => name === "api_key");
  expect(inForm ? "form" : inQuery(2) ? "query" : "none").toBe(expected.post);
  for (const call of sent) expect(call.headers.authorization).toBe(expected.header);
});

test.each([
  ["T11 z", "z", "2026-07-01T10:00:00Z"],
  ["T11 none", "none", "2026-07-01T11:00:00"],
  ["T12 offset", "offset", "2026-07-01T11:00:00+01:00"],
] as const)(
  "T10 windows are asked in the date style %s, without milliseconds",
  async (_, dateStyle, start) => {
    const { client, sent } = setUp({ dateStyle }, { body: "[]" });
    const window = { start: new Date("2026-07-01T10:00:00.123Z"), end: new Date("2026-07-01T12:00:00Z") };
    expect((await client.updates(window)).ok).toBe(true);
    expect(sent[0]?.url.searchParams.get("start_date")).toBe(start);
  },
);

test("V2 codes and ids are percent-encoded in paths", async () => {
  const { client, sent } = setUp({}, { status: 404, body: "" });
  await client.definition("Mayor's Line:A/B 3.2");
  await client.request("12/7?x");
  await client.getToken("a b");
  expect(sent.map(({ url }) => url.pathname)).toEqual([
    "/v2/services/Mayor's%20Line%3AA%2FB%203.2.xml",
    "/v2/requests/12%2F7%3Fx.xml",
    "/v2/tokens/a%20b.xml",
  ]);
});

test("AC-050: AC-055: P11 only files make it multipart, repeated names stay repeated, the record has no bytes", async () => {
  const { client, sent } = setUp(keyed, { body: idAnswer });
  const files = [
    {
      field: "photo1",
      name: '7055.0.full".jpeg',
      type: "image/jpeg",
      bytes: new Uint8Array([0xff, 0xd8, 0x00]),
    },
  ];
  const fields: PostForm["fields"] = [
    ["email", "ines@mail.example"],
    ["attribute[x]", "a"],
    ["attribute[x]", "b"],
    ["description", "1\n2"],
  ];
  const result = await client.postRequest({ fields, files }, { blackbox: false });
  const read = await new Response(sent[0]?.body as BodyInit, { headers: sent[0]?.headers ?? {} }).formData();
  expect(read.getAll("attribute[x]")).toEqual(["a", "b"]);
  expect(read.get("api_key")).toBe("bk-91f");
  const photo = read.get("photo1") as File;
  expect([photo.type, new Uint8Array(await photo.arrayBuffer())]).toEqual(["image/jpeg", files[0]?.bytes]);
  expect(result.exchange.requestBody).toContain("(3 bytes)");
  expect(result.exchange.requestBody).not.toContain("ines@mail.example");
  expect(result.exchange.requestBody).not.toContain("bk-91f");
});

test("P2 any 2xx is a success, account and notice are passed on", async () => {
  const body =
    '{"service_requests":{"request":{"service_request_id":"7-2026","account_id":9,"service_notice":"Soon"}}}';
  const { client } = setUp({}, { status: 201, body });
  const result = await client.postRequest(form, { blackbox: false });
  expect(result).toMatchObject({
    ok: true,
    value: { kind: "id", serviceRequestId: "7-2026", accountId: "9", notice: "Soon" },
  });
});

test("a token is passed on", async () => {
  const { client } = setUp({}, { body: '[{"token":12345678901234567890}]' });
  expect(await client.postRequest(form, { blackbox: false })).toMatchObject({
    value: { kind: "token", token: "12345678901234567890" },
  });
});

test("a blackbox service gives neither; another one that does not is unclear", async () => {
  for (const body of [
    "<service_requests><request/></service_requests>",
    "[]",
    "[{}]",
    '[{"service_notice":"Thanks"}]',
    "",
  ]) {
    const { client } = setUp({}, { body });
    expect(await client.postRequest(form, { blackbox: true })).toMatchObject({
      ok: true,
      value: { kind: "none" },
    });
    expect(failure(await client.postRequest(form, { blackbox: false }))).toMatchObject({ ambiguous: true });
  }
  const page = await setUp({}, { body: "<html>Welcome</html>" }).client.postRequest(form, { blackbox: true });
  expect(failure(page).reason).toContain("web page");
});

test.each([
  [
    "P1 the listing of a read-only server",
    '[{"service_request_id":"1","status":"open"},{"service_request_id":"2","status":"open"}]',
  ],
  ["P1 a listing of one", '[{"service_request_id":"1","status":"open"}]'],
  ["P3 an empty id", "<service_requests><request><service_request_id/></request></service_requests>"],
  ["P3 an id of 0", '[{"service_request_id":0}]'],
  [
    "P3 an id that is markup",
    "<service_requests><request><service_request_id><x>1</x></service_request_id></request></service_requests>",
  ],
  ["T6 a web page", "<!doctype html><p>Thank you"],
  ["T14 an answer that is cut off", idAnswer.slice(0, -20)],
  ["an empty answer", ""],
])("a post answered by %s is no success, and may have arrived", async (_, body) => {
  expect(await posting({ body })).toMatchObject({ ok: false, status: 200, ambiguous: true });
});

test.each([
  [400, false],
  [401, false],
  [403, false],
  [404, false],
  [410, false],
  [422, false],
  [408, true],
  [425, true],
  [429, true],
  [500, true],
  [502, true],
  [503, true],
])("T13 %d with an Open311 error: try again %s, never unclear", async (status, retry) => {
  const body = `<errors><error><code>${status}</code><description>No such thing</description></error></errors>`;
  const result = await posting({ status, body });
  expect(result).toMatchObject({
    reason: `The back end answered ${status}: No such thing`,
    code: String(status),
    status,
    retry,
    ambiguous: false,
  });
});

test("AC-059: an error document with status 200 fails with its text", async () => {
  const wrong = await posting({
    body: "<errors><error><code>400</code><description>Kerbs are closed</description></error></errors>",
  });
  expect(wrong).toMatchObject({
    reason: "The back end answered: 400: Kerbs are closed",
    retry: false,
    ambiguous: false,
  });
  expect(await posting({ body: '{"error":"CRM is down"}' })).toMatchObject({
    reason: "The back end answered: CRM is down",
    retry: true,
  });
});

test("T5 a page with 403 is something in front of the back end: later, not soon", async () => {
  const result = await posting({ status: 403, body: "<HTML><HEAD><TITLE>Access Denied</TITLE>" });
  expect(result.reason).toContain("something in front of the back end blocks us");
  expect(result).toMatchObject({ retry: true, ambiguous: false, retryAfterMs: 3_600_000 });
});

test("T4 Retry-After is honoured, in seconds and as a date", async () => {
  expect(await posting({ status: 429, headers: { "retry-after": "90" } })).toMatchObject({
    retry: true,
    retryAfterMs: 90_000,
  });
  const at = new Date(Date.now() + 120_000).toUTCString();
  const wait = (await posting({ status: 503, headers: { "retry-after": at } })).retryAfterMs ?? 0;
  expect(wait).toBeGreaterThan(100_000);
  expect(wait).toBeLessThanOrEqual(120_000);
});

const fault = (message: string, extra: object) => Object.assign(new Error(message), extra);
test.each([
  [
    "refused connection",
    fault("x", { phase: "connect", cause: fault("y", { code: "ECONNREFUSED" }) }),
    false,
    "The back end could not be reached (ECONNREFUSED)",
  ],
  [
    "address that may not be called",
    fault("z", {
      phase: "connect",
      cause: fault("a.example is a private address", { name: "OutboundRefused" }),
    }),
    false,
    "The back end was not called: a.example is a private address",
  ],
  [
    "dropped connection",
    fault("x", { phase: "sent", cause: fault("y", { code: "UND_ERR_SOCKET" }) }),
    true,
    "The connection broke before the answer was complete (UND_ERR_SOCKET); it may have taken it nevertheless",
  ],
  [
    "time-out",
    fault("x", { phase: "sent", cause: new DOMException("t", "TimeoutError") }),
    true,
    "The back end did not answer within 300 seconds; it may have taken it nevertheless",
  ],
  [
    "fault that says nothing",
    new Error("https://a.example?api_key=bk-91f"),
    true,
    "The connection broke before the answer was complete; it may have taken it nevertheless",
  ],
])("a post that meets a %s", async (_, error, ambiguous, reason) => {
  const result = await posting(error);
  expect(result).toMatchObject({ reason, status: null, retry: true, ambiguous });
  expect(result.exchange).toMatchObject({ status: null, responseBody: null });
});

test("a GET is never unclear", async () => {
  expect(await listing(new Error("dropped"))).toMatchObject({ retry: true, ambiguous: false });
  expect(await listing({ body: "<services><service>" })).toMatchObject({ retry: true, ambiguous: false });
  expect((await listing({ body: "<html></html>" })).reason).toContain(
    "with a web page instead of a list of services",
  );
});

test("a gateway that gave up may have passed the post on; other gateways' errors mean try again", async () => {
  expect(await posting({ status: 504, body: "<html></html>" })).toMatchObject({
    retry: true,
    ambiguous: true,
  });
  expect(await posting({ status: 502, body: "<html></html>" })).toMatchObject({
    retry: true,
    ambiguous: false,
  });
});

test("P6 'a duplicate' means the back end has it: unclear, not to be sent again", async () => {
  const body =
    "<errors><error><code>400</code><description>Invalid service request: base is a duplicate.</description></error></errors>";
  expect(await posting({ status: 400, body })).toMatchObject({ retry: false, ambiguous: true });
});

test("a reason holds neither the key nor what the reporter told of himself", async () => {
  const result = await posting({
    status: 500,
    body: "died: {key=>'bk-91f', first_name=>'Ines', mail=>'ines@mail.example'}",
  });
  expect(result.reason).toBe(
    "The back end answered 500: died: {key=>'[blanked]', first_name=>'[blanked]', mail=>'[blanked]'}",
  );
  for (const word of ["bk-91f", "Ines", "ines@"]) expect(JSON.stringify(result)).not.toContain(word);
});

test("what is personal under our names is blanked under the names that a back end has for it", async () => {
  const flags = { ...keyed, renameFields: { email: "contact", first_name: "caller" } };
  const { client } = setUp(flags, { status: 400, body: "Ines (ines@mail.example) is not known" });
  const fields: PostForm["fields"] = [
    ["caller", "Ines"],
    ["contact", "someone"],
    ["service_code", "KRB-7"],
  ];
  const { reason, exchange } = failure(await client.postRequest({ fields, files: [] }, { blackbox: false }));
  expect(JSON.stringify([reason, exchange])).not.toMatch(/Ines|someone|mail\.example/);
  expect(exchange.requestBody).toContain("service_code=KRB-7");
});

test("T8 a GET follows three redirects, keeps the bearer key to its host, never leaves https", async () => {
  const to = (location: string): Reply => ({ status: 302, headers: { location } });
  const { client, sent } = setUp(
    { apiKey: "k", apiKeyIn: "bearer" },
    to("/new/services.xml"),
    to("https://other.example/s"),
    { body: "[]" },
  );
  expect((await client.services()).ok).toBe(true);
  expect(sent.map(({ url }) => url.href)).toEqual([
    "https://o311.brackenford.example/v2/services.xml",
    "https://o311.brackenford.example/new/services.xml",
    "https://other.example/s",
  ]);
  expect(sent.map(({ headers }) => headers.authorization)).toEqual(["Bearer k", "Bearer k", undefined]);
  expect(await listing(to("http://o311.brackenford.example/v2/services.xml"))).toMatchObject({
    status: 302,
    retry: false,
  });
  expect(await listing(to("/again"))).toMatchObject({ status: 302 });
});

test("T8 a POST is never posted again by a redirect", async () => {
  const { client, sent } = setUp({}, { status: 301, headers: { location: "https://new.example/" } });
  expect(failure(await client.postRequest(form, { blackbox: false }))).toMatchObject({
    retry: false,
    ambiguous: false,
  });
  expect(sent).toHaveLength(1);
  expect(await posting({ status: 303, headers: { location: "/thanks" } })).toMatchObject({ ambiguous: true });
});

test("T7 a GET with broken compression is asked again without", async () => {
  const broken = fault("x", { cause: fault("y", { code: "Z_DATA_ERROR" }) });
  const { client, sent } = setUp({}, broken, { body: "[]" });
  expect((await client.services()).ok).toBe(true);
  expect(sent.map(({ headers }) => headers["accept-encoding"])).toEqual([undefined, "identity"]);
  expect(await posting(broken)).toMatchObject({ ambiguous: true });
});

test("X13 an answer above the limit is an error of its own", async () => {
  const { client } = setUp({ maxBytes: 10 }, { body: "<services></services>" });
  expect(failure(await client.services()).reason).toContain("larger than 10 bytes");
  expect((await listing(new Error("The answer is larger than 5 bytes"))).reason).toBe(
    "The back end's answer is larger than allowed",
  );
});

test("X9 a 404 that says there are none is an empty list; another 404 is not", async () => {
  const none = { status: 404, body: '[{"code":404,"description":"No service requests found"}]' };
  expect(await setUp({}, none).client.requests({})).toMatchObject({ ok: true, value: { rows: [] } });
  const lost = { status: 404, body: '[{"code":404,"description":"jurisdiction_id was not found"}]' };
  expect(failure(await setUp({}, lost).client.requests({}))).toMatchObject({ status: 404, retry: false });
  expect(failure(await setUp({}, none).client.request("1"))).toMatchObject({ status: 404 });
});

test("V15 rows that were not asked for are not taken", async () => {
  const body = '[{"service_request_id":"1"},{"service_request_id":"99"}]';
  const { client } = setUp({}, { body });
  const list = await client.requests({ ids: ["1", "2"] });
  expect(list).toMatchObject({
    ok: true,
    value: { rows: [{ serviceRequestId: "1" }], skipped: [{ reason: "Not asked for" }] },
  });
  expect(await client.request("99")).toMatchObject({ ok: true, value: { serviceRequestId: "99" } });
  expect(failure(await client.request("2")).reason).toContain("instead of the request asked for");
});

test.each([
  [
    "an empty id",
    { body: "<service_requests><request><service_request_id/><token>t</token></request></service_requests>" },
    null,
  ],
  ["an empty list", { body: "[]" }, null],
  ["404", { status: 404, body: "<errors><error><code>404</code></error></errors>" }, null],
  ["500", { status: 500, body: "" }, null],
  ["the id", { body: '[{"service_request_id":"S-32","token":"tk-8"}]' }, "S-32"],
])("AC-060: P5 a token answered with %s", async (_, reply, serviceRequestId) => {
  expect(await setUp({}, reply).client.getToken("tk-8")).toMatchObject({
    ok: true,
    value: { serviceRequestId },
  });
});

test("a token that may not be asked for is a failure", async () => {
  expect(
    failure(await setUp({}, { status: 403, body: '[{"code":403,"description":"No"}]' }).client.getToken("t")),
  ).toMatchObject({ status: 403 });
});

test("posts updates and reads their ids and tokens", async () => {
  const ok = await setUp(keyed, {
    body: "<service_request_updates><request_update><update_id>U-4</update_id></request_update></service_request_updates>",
  }).client.postUpdate(form);
  expect(ok).toMatchObject({ ok: true, value: { kind: "id", updateId: "U-4" } });
  const { client } = setUp({}, { body: '[{"token":"t","update_id":""}]' });
  expect(await client.postUpdate(form)).toMatchObject({ value: { kind: "token", token: "t" } });
  expect(await client.getUpdateToken("t")).toMatchObject({ value: { updateId: null } });
  expect(failure(await setUp({}, { body: "[]" }).client.postUpdate(form))).toMatchObject({ ambiguous: true });
});

test("X11 format auto finds out by the list of services, once, and never by posting twice", async () => {
  const { client, sent } = setUp(
    { format: "auto" },
    { status: 404, body: "not here" },
    { body: "[]" },
    { body: '[{"service_request_id":"1"}]' },
  );
  expect(await client.postRequest(form, { blackbox: false })).toMatchObject({
    value: { serviceRequestId: "1" },
  });
  await client.postRequest(form, { blackbox: false });
  expect(sent.map(({ method, url }) => `${method} ${url.pathname}`)).toEqual([
    "GET /v2/services.xml",
    "GET /v2/services.json",
    "POST /v2/requests.json",
    "POST /v2/requests.json",
  ]);
});

test("discovery and definitions are read, each in the connection's format", async () => {
  const { client, sent } = setUp(
    { format: "json" },
    { body: '{"changeset":"1","endpoints":[]}' },
    { body: '{"service_code":"K","attributes":[{"code":"a"}]}' },
  );
  expect(await client.discovery()).toMatchObject({ ok: true, value: { changeset: "1" } });
  expect(await client.definition("K")).toMatchObject({
    ok: true,
    value: { serviceCode: "K", attributes: [{ code: "a" }] },
  });
  expect(sent.map(({ url }) => url.pathname)).toEqual(["/v2/discovery.json", "/v2/services/K.json"]);
});
