import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connectionSettings } from "@/lib/bodies/connection-settings";
import { referenceAt } from "@/lib/delivery/drivers/read-webhook-answer";
import { signatureHeaders, type WebhookSettings, webhookDriver } from "@/lib/delivery/drivers/webhook";
import { makeParcel } from "@/lib/testing/parcel";

type Seen = { headers: IncomingHttpHeaders; body: string };

let server: Server;
let url = "";
let seen: Seen[] = [];
let answer: (response: ServerResponse) => void;
beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    seen.push({ headers: request.headers, body });
    answer(response);
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  url = `http://127.0.0.1:${(server.address() as { port: number }).port}/hook`;
});
afterAll(() => server.close());

const settings = (flags: Record<string, unknown> = {}): WebhookSettings =>
  connectionSettings.webhook.schema.parse({
    url: `${url}?token=t0ken`,
    secret: "s3cret",
    headers: { "X-Team": "roads-team" },
    referencePath: "job.number",
    ...flags,
  });
const reply =
  (status: number, body: string, headers: Record<string, string> = {}) =>
  (response: ServerResponse) => {
    response.writeHead(status, headers).end(body);
  };
const send = (flags = {}, over = {}) => {
  seen = [];
  return webhookDriver.send(makeParcel(over), settings(flags));
};
const sign = (text: string) => `sha256=${createHmac("sha256", "s3cret").update(text).digest("hex")}`;

test("the report goes as signed JSON, and the reference is read from where it stands in the answer", async () => {
  answer = reply(200, JSON.stringify({ job: { number: 4711 } }));
  expect(await send()).toMatchObject({ kind: "sent", externalId: "4711" });
  const [{ headers, body } = { headers: {}, body: "" }] = seen;
  expect(headers["x-mendline-signature"]).toBe(sign(body));
  expect(headers).toMatchObject({
    "x-team": "roads-team",
    "idempotency-key": "7045-alderwick-city-council-1",
    "content-type": "application/json; charset=utf-8",
  });
  expect(JSON.parse(body)).toMatchObject({
    event: "report.sent",
    report: { id: 7045, title: "Kerb up", anonymous: false },
    reporter: { email: "ines@mail.example" },
    destination: "KRB-7",
  });
});

test("a second signature over time and body lets the receiver refuse what is replayed", async () => {
  answer = reply(204, "");
  await send();
  const [{ headers, body } = { headers: {}, body: "" }] = seen;
  const time = String(headers["x-mendline-timestamp"]);
  expect(Math.abs(Number(time) - Date.now() / 1000)).toBeLessThan(10);
  expect(headers["x-mendline-signature-v2"]).toBe(sign(`${time}.${body}`));
  const early = signatureHeaders(body, "s3cret", new Date(0));
  expect(early["x-mendline-signature"]).toBe(headers["x-mendline-signature"]);
  expect(early["x-mendline-signature-v2"]).not.toBe(headers["x-mendline-signature-v2"]);
  expect(signatureHeaders(body, "", new Date(0))).toEqual({ "x-mendline-timestamp": "0" });
});

test("the key is the same for each attempt of one send, another when a person sends it again", async () => {
  answer = reply(204, "");
  const keyOf = async (over = {}) => {
    await send({}, over);
    return seen[0]?.headers["idempotency-key"];
  };
  expect(await keyOf()).toBe(await keyOf());
  expect(await keyOf({ round: 2 })).not.toBe(await keyOf());
  const body = { slug: "rushmere-county-council", name: "Rushmere", language: "en", replyTo: null };
  expect(await keyOf({ body })).not.toBe(await keyOf());
});

test("a header of the connection's own never replaces one of ours", async () => {
  answer = reply(204, "");
  await send({
    headers: { "Idempotency-Key": "x", "X-Mendline-Signature": "x", Authorization: "Bearer b3arer" },
  });
  expect(seen[0]?.headers).toMatchObject({
    "idempotency-key": "7045-alderwick-city-council-1",
    "x-mendline-signature": sign(seen[0]?.body ?? ""),
    authorization: "Bearer b3arer",
  });
});

test("what is kept of it holds neither the secrets nor the reporter, whatever the answer repeats", async () => {
  answer = reply(400, "Ines Okafor <ines@mail.example>, 01632 960000, s3cret, roads-team", {
    "set-cookie": "sid=1",
  });
  const { exchanges } = await send(
    {},
    {
      reporter: {
        name: "Ines Okafor",
        email: "ines@mail.example",
        emailVerified: true,
        phone: "01632 960000",
      },
    },
  );
  const kept = JSON.stringify(exchanges);
  expect(kept).toContain("Kerb up");
  expect(kept).toContain('"x-team":"[blanked]"');
  expect(kept).not.toMatch(/s3cret|t0ken|roads-team|Ines|Okafor|ines@mail|960000|sid=1/);
});

test.each([
  [200, '{"job":{"number":"A-1"}}', { kind: "sent", externalId: "A-1" }],
  [200, '{"job":{}}', { kind: "sent", externalId: null, note: expect.stringContaining("job.number") }],
  [202, "", { kind: "sent", externalId: null, note: expect.stringContaining("job.number") }],
  [
    200,
    "<!doctype html><p>Sign in",
    { kind: "failed", ambiguous: true, reason: expect.stringContaining("web page") },
  ],
  [200, '{"job":', { kind: "failed", ambiguous: true, reason: expect.stringContaining("not JSON") }],
  [409, '{"job":{"number":7}}', { kind: "sent", externalId: "7", note: expect.any(String) }],
  [409, "{}", { kind: "failed", ambiguous: true, retry: false }],
  [302, "", { kind: "failed", ambiguous: false, retry: false, reason: expect.stringContaining("moved") }],
  [400, "", { kind: "failed", ambiguous: false, retry: false }],
  [404, "", { kind: "failed", ambiguous: false, retry: false }],
  [429, "", { kind: "failed", ambiguous: false, retry: true }],
  [500, "", { kind: "failed", ambiguous: false, retry: true }],
  [504, "", { kind: "failed", ambiguous: true, retry: true }],
] as const)("an answer of %d %s is understood", async (status, body, expected) => {
  answer = reply(status, body);
  expect(await send()).toMatchObject(expected);
});

test("where no reference is expected, any 2xx is an acceptance", async () => {
  answer = reply(200, "ok");
  expect(await send({ referencePath: "" })).toMatchObject({ kind: "sent", externalId: null });
});

test("Retry-After is passed on", async () => {
  answer = reply(503, "", { "retry-after": "120" });
  expect(await send()).toMatchObject({ retry: true, retryAfterMs: 120_000 });
});

test("a connection that is cut after the request left is ambiguous; one that never came about is not", async () => {
  answer = (response) => response.destroy();
  expect(await send()).toMatchObject({ kind: "failed", retry: true, ambiguous: true });
  const nobody = await send({ url: "http://127.0.0.1:1/hook" });
  expect(nobody).toMatchObject({ kind: "failed", retry: true, ambiguous: false });
});

test("an answer that takes too long is ambiguous, and says how long was waited", async () => {
  answer = () => {};
  expect(await send({ timeoutMs: 1000 })).toMatchObject({
    kind: "failed",
    ambiguous: true,
    reason: expect.stringContaining("1 seconds"),
  });
  server.closeAllConnections();
});

test.each([
  ['{"a":{"b":1}}', "a.b", "1"],
  ['{"a":[{"b":"x"}]}', "a.0.b", "x"],
  ['{"a":null}', "a.b", null],
  ['{"a":" "}', "a", null],
  ["{}", "constructor.name", null],
  ["nonsense", "a", undefined],
])("in %s, %s stands for %s", (text, path, expected) => {
  expect(referenceAt(text, path)).toBe(expected);
});
