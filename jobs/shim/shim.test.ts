import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readConfig, ShimConfig } from "@/jobs/shim/config";
import { fillJson, fillXml } from "@/jobs/shim/fill-template";
import { type Shim, startShim } from "@/jobs/shim/server";
import { connectionSettings } from "@/lib/bodies/connection-settings";
import { open311Driver } from "@/lib/delivery/drivers/open311";
import type { Outcome } from "@/lib/delivery/parcel";
import { provideEnv } from "@/lib/env";
import { guardedFetch } from "@/lib/net";
import { createClient } from "@/lib/open311/client";
import { makeParcel } from "@/lib/testing/parcel";

type Seen = { method: string; url: string; body: string; headers: Record<string, unknown> };

/** The closed system: answers what the test says, and remembers what it was asked. */
let closed: Server;
let seen: Seen[];
let reply: (asked: Seen) => { status?: number; body: string } | null;
/** Until it is over the closed system answers nobody. */
let silence: Promise<void>;
let folder: string;
let shims: Shim[];
let complaints: string[];

beforeEach(async () => {
  seen = [];
  shims = [];
  complaints = [];
  silence = Promise.resolve();
  folder = mkdtempSync(path.join(tmpdir(), "shim-"));
  closed = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    const asked = { method: request.method ?? "", url: request.url ?? "", body, headers: request.headers };
    seen.push(asked);
    await silence;
    const answer = reply(asked);
    if (answer) response.writeHead(answer.status ?? 200).end(answer.body);
    else response.destroy();
  });
  await new Promise<void>((done) => closed.listen(0, "127.0.0.1", done));
});
afterEach(async () => {
  for (const shim of shims) await shim.close();
  expect(complaints).toEqual([]);
  closed.closeAllConnections();
  await new Promise((done) => closed.close(done));
  rmSync(folder, { recursive: true });
});

const example = JSON.parse(readFileSync(path.join(import.meta.dirname, "example.json"), "utf8"));
const address = () => `http://127.0.0.1:${(closed.address() as AddressInfo).port}`;

function config(over: object = {}, system: object = {}): ShimConfig {
  const { closedSystem, ...rest } = example;
  return ShimConfig.parse({
    ...rest,
    port: 0,
    apiKey: "shim-key-1",
    stateFile: path.join(folder, "state.json"),
    retryMs: 3_600_000,
    pollMs: 3_600_000,
    closedSystem: { ...closedSystem, url: address(), headers: { authorization: "Basic abc" }, ...system },
    ...over,
  });
}

async function start(settings: ShimConfig): Promise<Shim> {
  const shim = await startShim(settings, (message) => complaints.push(message));
  shims.push(shim);
  return shim;
}
async function stop(shim: Shim): Promise<void> {
  shims.splice(shims.indexOf(shim), 1);
  await shim.close();
}

const connection = (shim: Shim, over: object = {}) =>
  connectionSettings.open311.schema.parse({
    endpoint: shim.url,
    apiKey: "shim-key-1",
    tokenIntervalMs: 1,
    tokenTries: 2,
    timeoutMs: 5000,
    ...over,
  });
const parcel = (over: Parameters<typeof makeParcel>[0] = {}) =>
  makeParcel({
    contact: { destination: "POT-1", idField: "fixmystreet_id", serviceType: "realtime" },
    declared: ["fixmystreet_id", "size"],
    answers: [{ code: "size", description: "How big?", value: "lg", label: "Like a table" }],
    ...over,
  });
const send = (
  shim: Shim,
  over: Parameters<typeof makeParcel>[0] = {},
  flags: object = {},
): Promise<Outcome> => open311Driver.send(parcel(over), connection(shim, flags));
const client = (shim: Shim) => createClient(connection(shim), guardedFetch, { userAgent: "test" });
const tokenOf = (outcome: Outcome) => (outcome.kind === "failed" ? (outcome.token ?? null) : null);

test("our driver posts a report, the closed system gets it in its own words, its number comes back", async () => {
  reply = () => ({ body: '{"result":{"job":{"number":4711}}}' });
  const shim = await start(config());
  expect(await send(shim)).toMatchObject({ kind: "sent", externalId: "4711" });
  expect(seen).toMatchObject([{ method: "POST", url: "/jobs", headers: { authorization: "Basic abc" } }]);
  expect(JSON.parse(seen[0]?.body ?? "")).toEqual({
    type: "RD017",
    text: expect.stringContaining("Tripping hazard"),
    position: { lat: 54.6, lon: 2.3 },
    size: 3,
    ourNumber: "7045",
    caller: "Ines Okafor, ines@mail.example, ",
    pictures: [],
  });
});

const soap = {
  format: "xml",
  create: {
    path: "/service.asmx",
    headers: { soapaction: '"NewJob"' },
    body: '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><NewJob><Type>{code}</Type><Text>{description}</Text><Caller>{name}</Caller></NewJob></soap:Body></soap:Envelope>',
    reference: "NewJobResult.JobNumber",
    error: "Fault.faultstring",
  },
};

test("a system that speaks XML in an envelope is spoken to so; what a citizen wrote cannot become markup", async () => {
  reply = () => ({
    body: '<s:Envelope xmlns:s="x"><s:Body><NewJobResponse><NewJobResult><JobNumber>J-7</JobNumber></NewJobResult></NewJobResponse></s:Body></s:Envelope>',
  });
  const shim = await start(config({}, soap));
  expect(await send(shim, { detail: "a < b & </Text><Type>X" })).toMatchObject({
    kind: "sent",
    externalId: "J-7",
  });
  expect(seen[0]?.headers).toMatchObject({
    soapaction: '"NewJob"',
    "content-type": "text/xml; charset=utf-8",
  });
  expect(seen[0]?.body).toContain("<Type>RD017</Type>");
  expect(seen[0]?.body).toContain("a &lt; b &amp; &lt;/Text&gt;&lt;Type&gt;X");
});

test("a refusal of the closed system is told in its words, and is final", async () => {
  reply = () => ({
    body: "<Envelope><Body><Fault><faultstring>No such street</faultstring></Fault></Body></Envelope>",
  });
  const shim = await start(config({}, soap));
  expect(await send(shim)).toMatchObject({
    kind: "failed",
    retry: false,
    ambiguous: false,
    reason: expect.stringContaining("No such street"),
  });
});

test("a closed system that is down is tried again later: by us, or by the caller", async () => {
  reply = () => ({ status: 500, body: "" });
  const shim = await start(config());
  expect(await send(shim)).toMatchObject({
    kind: "failed",
    retry: true,
    ambiguous: false,
    retryAfterMs: 3_600_000,
  });
  reply = () => ({ body: '{"job":{"number":1}}' });
  await shim.turn().catch(() => undefined);
  // What the caller posts again is the same job, which is known by now.
  expect(await send(shim)).toMatchObject({ kind: "sent", externalId: "1" });
  expect(seen.filter(({ url }) => url === "/jobs")).toHaveLength(2);
});

test("an answer that got lost is unclear, until the closed system is asked by our number", async () => {
  let made = false;
  reply = ({ method, url }) => {
    if (method === "POST") {
      made = true;
      return null;
    }
    if (url.startsWith("/jobs?ourNumber=7045"))
      return made ? { body: '{"job":{"number":"J-9"}}' } : { status: 404, body: "" };
    return { body: "[]" };
  };
  const shim = await start(config());
  expect(await send(shim)).toMatchObject({ kind: "failed", ambiguous: true });
  expect(await send(shim)).toMatchObject({ kind: "sent", externalId: "J-9" });
  expect(seen.filter(({ method }) => method === "POST")).toHaveLength(1);
});

test("without a way to ask, what is unclear stays so and is never told twice", async () => {
  reply = () => null;
  const shim = await start(config({}, { find: undefined, changes: undefined }));
  for (let index = 0; index < 2; index++) {
    expect(await send(shim)).toMatchObject({ kind: "failed", ambiguous: true });
    await shim.turn();
  }
  expect(seen).toHaveLength(1);
});

test("a slow system: a token at once, kept over a restart, the number later, one job in all", async () => {
  let ready = false;
  reply = ({ url }) => {
    if (url === "/jobs") return { body: '{"ticket":"T/1"}' };
    if (url === "/jobs/T%2F1") return { body: ready ? '{"job":{"number":"J-1"}}' : "{}" };
    return { body: "[]" };
  };
  const system = {
    create: { ...example.closedSystem.create, ticket: "ticket" },
    check: { method: "GET", path: "/jobs/{ticket}", reference: "job.number" },
  };
  const settings = config({ answer: "later" }, system);
  const before = await start(settings);
  const waiting = await send(before);
  const token = tokenOf(waiting);
  expect(waiting).toMatchObject({ kind: "failed", ambiguous: false, token: expect.any(String) });
  await before.turn();
  await stop(before);

  const after = await start(settings);
  expect(await send(after, { token })).toMatchObject({ kind: "failed", token });
  ready = true;
  await after.turn();
  expect(await send(after, { token })).toMatchObject({ kind: "sent", externalId: "J-1" });
  expect(seen.filter(({ url }) => url === "/jobs")).toHaveLength(1);
});

test("what had not been told when the shim ended is told when it starts; what was on its way is not told again", async () => {
  const settings = config({ answer: "later" }, { find: undefined, changes: undefined });
  reply = () => ({ status: 503, body: "" });
  const before = await start(settings);
  const token = tokenOf(await send(before));
  await stop(before);
  const file = settings.stateFile;
  const state = JSON.parse(readFileSync(file, "utf8"));
  expect(state.entries).toMatchObject([{ token, state: "new" }]);
  expect(statSync(file).mode & 0o077).toBe(0);

  reply = () => ({ body: '{"job":{"number":"J-2"}}' });
  const again = await start(settings);
  await again.turn();
  expect(await send(again, { token })).toMatchObject({ kind: "sent", externalId: "J-2" });
  await stop(again);

  const posts = seen.length;
  const dead = { ...state, entries: [{ ...state.entries[0], state: "telling" }] };
  writeFileSync(file, JSON.stringify(dead));
  const third = await start(settings);
  await third.turn();
  expect(await send(third, { token })).toMatchObject({ kind: "failed", token });
  expect(seen).toHaveLength(posts);
});

test("a call that is on its way when the shim ends is waited for: cut off, it would leave the report in doubt", async () => {
  let speak = () => {};
  silence = new Promise((done) => {
    speak = done;
  });
  reply = () => ({ body: '{"job":{"number":"J-9"}}' });
  const settings = config({ answer: "later" }, { find: undefined, changes: undefined });
  const shim = await start(settings);
  await send(shim);
  await expect.poll(() => seen.length).toBe(1);
  const ended = stop(shim);
  speak();
  await ended;
  const { entries } = JSON.parse(readFileSync(settings.stateFile, "utf8"));
  expect(entries).toMatchObject([{ state: "known", reference: "J-9" }]);
});

test("who reported is forgotten once the closed system knows it", async () => {
  reply = () => ({ body: '{"job":{"number":1}}' });
  const settings = config();
  await send(await start(settings));
  const kept = readFileSync(settings.stateFile, "utf8");
  expect(kept).toContain("Kerb up");
  expect(kept).not.toMatch(/Okafor|ines@mail|shim-key-1/);
});

test("its changes become updates in our words, each once; what is not to be told, and strangers' jobs, are left out", async () => {
  const change = (id: string, job: string, state: string) => ({
    id,
    job,
    state,
    note: `Note ${id}`,
    when: new Date().toISOString(),
  });
  const rows = [
    change("c1", "4711", "40"),
    change("c2", "4711", "99"),
    change("c3", "900", "40"),
    change("c4", "4711", "77"),
  ];
  reply = ({ url }) =>
    url.startsWith("/changes")
      ? { body: JSON.stringify({ change: rows }) }
      : { body: '{"job":{"number":4711}}' };
  const shim = await start(config());
  await send(shim);
  await shim.turn();
  rows.push(change("c5", "4711", "90"));
  await shim.turn();
  const updates = await client(shim).updates({
    start: new Date(Date.now() - 60_000),
    end: new Date(Date.now() + 60_000),
  });
  expect(
    updates.ok &&
      updates.value.rows.map(({ updateId, status, fixmystreetId }) => [updateId, status, fixmystreetId]),
  ).toEqual([
    ["c1", "in_progress", "7045"],
    ["c4", "open", "7045"],
    ["c5", "fixed", "7045"],
  ]);
  const request = await client(shim).request("4711");
  expect(request.ok && request.value.status).toBe("closed");
  const old = await client(shim).updates({ start: new Date(0), end: new Date(1000) });
  expect(old.ok && old.value.rows).toEqual([]);
});

test("it lists its services, their questions and the requests it took, so that a lost report can be looked up", async () => {
  reply = () => ({ body: '{"job":{"number":4711}}' });
  const shim = await start(config());
  const services = await client(shim).services();
  expect(services.ok && services.value.rows).toMatchObject([
    { serviceCode: "POT-1", serviceName: "Pothole", groups: ["Roads"], metadata: true, type: "realtime" },
  ]);
  const definition = await client(shim).definition("POT-1");
  expect(definition.ok && definition.value.attributes).toMatchObject([
    { code: "fixmystreet_id", automated: "server_set" },
    { code: "size", required: true, values: [{ key: "sm" }, { key: "lg" }] },
  ]);
  const since = new Date(Date.now() - 1000);
  await send(shim);
  const settings = connection(shim, { lookUp: "requests", listDelayMs: 0 });
  expect(await open311Driver.lookUp?.(parcel(), settings, since)).toMatchObject({
    kind: "found",
    externalId: "4711",
  });
});

test.each([
  ["a wrong key", {}, { apiKey: "wrong" }, "403"],
  [
    "an unknown service",
    { contact: { destination: "X", idField: "fixmystreet_id", serviceType: "realtime" } },
    {},
    "404",
  ],
  ["a missing answer", { answers: [] }, {}, "Needed: size"],
])("a post with %s is refused before the closed system hears of it", async (_, over, flags, told) => {
  reply = () => ({ body: "{}" });
  const shim = await start(config());
  expect(await send(shim, over, flags)).toMatchObject({
    kind: "failed",
    reason: expect.stringContaining(told),
  });
  expect(seen).toEqual([]);
});

test("a configuration is checked as a whole; secrets come from the environment", () => {
  const file = path.join(folder, "config.json");
  provideEnv({ SHIM_KEY: "a-key-of-the-shim", JOBS_AUTHORIZATION: "Basic x" });
  writeFileSync(file, JSON.stringify(example));
  expect(readConfig(file)).toMatchObject({
    apiKey: "a-key-of-the-shim",
    stateFile: path.join(folder, "shim-state.json"),
  });
  writeFileSync(file, JSON.stringify({ ...example, apiKey: "env:NO_SUCH_THING", services: [], typo: 1 }));
  expect(() => readConfig(file)).toThrowError(/NO_SUCH_THING[\s\S]*services|services[\s\S]*NO_SUCH_THING/);
});

test("templates: numbers, lists, texts in the middle, and what is not known", () => {
  const facts = new Map([
    ["lat", ["54.6"]],
    ["x", ["a", "b"]],
    ["n", ["no"]],
  ]);
  expect(
    fillJson(
      { a: "{lat:number}", b: ["{x:list}", "{x}"], c: "at {lat}!", d: "{n:number}", e: 1, f: "{gone}" },
      facts,
    ),
  ).toEqual({
    a: 54.6,
    b: [["a", "b"], "a, b"],
    c: "at 54.6!",
    d: null,
    e: 1,
    f: "",
  });
  expect(fillXml("<a>{x}{gone}</a>", new Map([["x", ["<\u0000&"]]]))).toBe("<a>&lt;&amp;</a>");
});
