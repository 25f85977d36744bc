import { randomBytes } from "node:crypto";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import sharp from "sharp";
import { afterEach, beforeEach, expect, test } from "vitest";
import { connectionSettings, type SettingsOf } from "@/lib/bodies/connection-settings";
import { SendRule } from "@/lib/bodies/send-rule";
import { open311Driver } from "@/lib/delivery/drivers/open311";
import { lookUpBy, sendBy } from "@/lib/delivery/drivers/registry";
import type { Outcome } from "@/lib/delivery/parcel";
import { type Council, startCouncil } from "@/lib/testing/council";
import { makeParcel } from "@/lib/testing/parcel";

let council: Council;
beforeEach(async () => {
  council = await startCouncil();
});
afterEach(() => council.close());

const settings = (flags: Record<string, unknown> = {}): SettingsOf<"open311"> =>
  connectionSettings.open311.schema.parse({
    endpoint: council.url,
    apiKey: council.apiKey,
    timeoutMs: 2000,
    tokenIntervalMs: 1,
    lookUp: "requests",
    listDelayMs: 0,
    ...flags,
  });
const parcel = (over: Parameters<typeof makeParcel>[0] = {}) =>
  makeParcel({
    contact: { destination: "TRE-2", idField: "fixmystreet_id", serviceType: "realtime" },
    ...over,
  });
const send = (flags = {}, over = {}): Promise<Outcome> => sendBy("open311", parcel(over), settings(flags));

test("AC-064: an end point saved without a slash is posted to below itself", async () => {
  expect(council.url.endsWith("/v2")).toBe(true);
  expect(await send()).toMatchObject({ kind: "sent", externalId: council.cases[0]?.reference });
  expect(council.calls.map(({ path }) => path)).toEqual(["/v2/requests.xml"]);
});

test("AC-059: an error document with status 200 is told with its text", async () => {
  const body = "<errors><error><code>400</code><description>No such street</description></error></errors>";
  council.fault({ on: "post-request", kind: "refuse", status: 200, body, contentType: "text/xml" });
  expect(await send()).toMatchObject({ kind: "failed", reason: expect.stringContaining("No such street") });
});

test("AC-060: a token is asked again until it gives the reference, five times at most", async () => {
  await council.close();
  council = await startCouncil({ mode: "batch", pollsUntilKnown: 2 });
  expect(await send()).toMatchObject({ kind: "sent", externalId: council.cases[0]?.reference });
  expect(council.calls.filter(({ kind }) => kind === "token")).toHaveLength(3);
});

test("AC-061: P4 a token that never resolves is a failure that names token and report, and is resumed, never posted again", async () => {
  await council.close();
  council = await startCouncil({ mode: "batch", pollsUntilKnown: 6 });
  const waiting = await send();
  const token = waiting.kind === "failed" ? waiting.token : undefined;
  expect(waiting).toMatchObject({ kind: "failed", retry: true, ambiguous: false, token: expect.any(String) });
  expect(waiting).toMatchObject({ reason: expect.stringMatching(new RegExp(`7045.*${token}`)) });
  expect(await send({}, { token })).toMatchObject({ kind: "sent", externalId: council.cases[0]?.reference });
  expect(council.received).toHaveLength(1);
});

test("P5 a token that may not be asked for yet stays a token", async () => {
  await council.close();
  council = await startCouncil({ mode: "batch", pendingToken: "500", pollsUntilKnown: 99 });
  expect(await send()).toMatchObject({
    kind: "failed",
    retry: true,
    ambiguous: false,
    token: expect.any(String),
  });
});

test("AC-065: a rule that defers is a failure with its reason, one that skips is sent without reference; nothing is posted", async () => {
  const rules = (what: string) => [SendRule.parse({ when: {}, do: what, reason: "The map service is down" })];
  expect(await send({ rules: rules("defer") })).toEqual({
    kind: "failed",
    reason: "The map service is down",
    retry: true,
    ambiguous: false,
  });
  expect(await send({ rules: rules("skip") })).toMatchObject({ kind: "sent", externalId: null });
  expect(council.calls).toEqual([]);
});

test("a rule about areas looks them up; what has a token has left already and falls under none", async () => {
  const rules = [SendRule.parse({ when: { areas: ["hill"] }, do: "skip", reason: "Not ours" })];
  expect(await send({ rules }, { areas: async () => ["hill"] })).toMatchObject({ externalId: null });
  expect(council.received).toHaveLength(0);
  await send({ rules }, { areas: async () => ["dale"] });
  expect(council.received).toHaveLength(1);
  const resumed = await send({ rules, tokenTries: 1 }, { areas: async () => ["hill"], token: "tk-8" });
  expect(resumed).toMatchObject({ kind: "failed", token: "tk-8" });
});

test("AC-049: easting and northing are computed by us on the connection's grid, whatever the form said", async () => {
  const over = {
    point: { lat: 52.658, lon: 1.716 },
    declared: ["easting", "northing"],
    answers: [{ code: "easting", description: "", value: "1", label: "1" }],
  };
  await send({ gridProjection: "EPSG:27700" }, over);
  const { easting, northing } = Object.fromEntries(
    Object.entries(council.received[0]?.attributes ?? {}).map(([code, [value]]) => [code, Number(value)]),
  );
  expect(Math.abs((easting ?? 0) - 651_410)).toBeLessThan(10);
  expect(Math.abs((northing ?? 0) - 313_177)).toBeLessThan(10);
  await send({}, { ...over, answers: [] });
  expect(council.received[1]?.attributes).not.toHaveProperty("easting");
});

const photo = (index: number, bytes: () => Promise<Uint8Array>) => ({
  url: `https://mendline.test/photo/7045.${index}.full.jpeg`,
  fileName: `7045.${index}.full.jpeg`,
  type: "image/jpeg" as const,
  bytes,
});

test("AC-055: photos of a private report go as files named as our addresses are, those of a public one as links", async () => {
  const photos = [0, 1, 2].map((index) => photo(index, async () => new Uint8Array([index])));
  await send({ uploadFiles: true }, { photos, private: true });
  await send({ multiPhotos: true }, { photos });
  await send({}, { photos });
  const [files, all, first] = council.received;
  expect(files?.files.map(({ field, name }) => `${field} ${name}`)).toEqual([
    "photo1 7045.0.full.jpeg",
    "photo2 7045.1.full.jpeg",
    "photo3 7045.2.full.jpeg",
  ]);
  expect(files?.fields).not.toHaveProperty("media_url");
  expect(all?.fields.media_url).toEqual(photos.map(({ url }) => url));
  expect(first?.fields.media_url).toEqual([photos[0]?.url]);
});

test("a photo that goes as a file is made to fit what the back end takes", async () => {
  const large = await sharp(randomBytes(600 * 600 * 3), { raw: { width: 600, height: 600, channels: 3 } })
    .jpeg()
    .toBuffer();
  const photos = [photo(0, async () => large)];
  await send({ uploadFiles: true, photoMaxBytes: large.byteLength - 1 }, { photos, private: true });
  await send({ uploadFiles: true }, { photos, private: true });
  const sizes = council.received.map(({ files }) => files[0]?.size ?? 0);
  expect(sizes[0]).toBeLessThan(large.byteLength);
  expect(sizes[1]).toBe(large.byteLength);
});

test("P6 an error text means what the connection says, and a success can move the report on", async () => {
  const body = "<errors><error><description>Job already in the queue</description></error></errors>";
  council.fault({ on: "post-request", kind: "refuse", status: 500, body, contentType: "text/xml", times: 1 });
  const errorMeanings = [{ text: "already in the queue", means: "sent" }];
  expect(await send({ errorMeanings, stateWhenSent: "in_progress" })).toMatchObject({
    kind: "sent",
    externalId: null,
    note: expect.stringContaining("already in the queue"),
    reportState: "in_progress",
  });
  expect(await send({ stateWhenSent: "closed" })).toMatchObject({ kind: "sent", reportState: "closed" });
  expect(await send()).not.toHaveProperty("reportState");
});

test("a photo that cannot be read now is a reason to try again: nothing has left", async () => {
  const photos = [photo(0, () => Promise.reject(new Error("the store is away")))];
  expect(await send({ uploadFiles: true }, { photos, private: true })).toMatchObject({
    kind: "failed",
    retry: true,
    ambiguous: false,
    reason: expect.stringContaining("the store is away"),
  });
  expect(council.calls).toEqual([]);
});

test("T4 Retry-After is passed on", async () => {
  council.fault({ on: "post-request", kind: "too-many", retryAfter: 90 });
  expect(await send()).toMatchObject({ kind: "failed", retry: true, retryAfterMs: 90_000, ambiguous: false });
});

test("T13 a server error means try again, or unclear where the connection says so", async () => {
  council.fault({ on: "post-request", kind: "take-then-500", times: 2 });
  expect(await send()).toMatchObject({ kind: "failed", retry: true, ambiguous: false });
  expect(await send({ onServerError: "unclear" })).toMatchObject({ kind: "failed", ambiguous: true });
  council.fault({
    on: "post-request",
    kind: "refuse",
    status: 400,
    body: "<errors><error><description>No</description></error></errors>",
  });
  expect(await send({ onServerError: "unclear" })).toMatchObject({ kind: "failed", ambiguous: false });
});

test("TRAP-12: the record of an attempt holds neither the key nor the reporter", async () => {
  const outcome = await send(
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
  const kept = JSON.stringify(outcome.exchanges);
  expect(kept).toContain("service_code=TRE-2");
  for (const secret of [council.apiKey, "Ines", "Okafor", "ines", "960000"])
    expect(kept).not.toContain(secret);
});

const since = () => new Date(Date.now() - 1000);
const lookUp = (flags = {}, over = {}) => lookUpBy("open311", parcel(over), settings(flags), since());

test("TRAP-14: a report whose answer got lost is found by our address in its description, and not posted again", async () => {
  council.fault({ on: "post-request", kind: "cut-off", times: 1 });
  expect(await send()).toMatchObject({ kind: "failed", ambiguous: true });
  expect(await lookUp()).toMatchObject({
    kind: "found",
    externalId: council.cases[0]?.reference,
    exchanges: [{ method: "GET" }],
  });
  expect(await lookUp({}, { reportId: 704, url: "https://mendline.test/report/704" })).toMatchObject({
    kind: "absent",
  });
});

test("TRAP-14: it is found by our number where the description says nothing", async () => {
  council.fault({ on: "post-request", kind: "cut-mid-body", times: 1 });
  const over = { declared: ["fixmystreet_id"] };
  await send({ extendedDescription: false }, over);
  expect(council.received[0]?.fields.description?.[0]).not.toContain("/report/");
  expect(await lookUp({}, over)).toMatchObject({ kind: "found", externalId: council.cases[0]?.reference });
});

test("P14 a report that never arrived is absent, once the list had time to show it", async () => {
  council.fault({ on: "post-request", kind: "cut-off", taken: false, times: 1 });
  await send();
  expect(await lookUp({ listDelayMs: 60_000 })).toMatchObject({
    kind: "unknown",
    reason: expect.stringContaining("60 seconds"),
  });
  expect(await lookUp()).toMatchObject({ kind: "absent" });
});

test("L8 L4 the list is asked for with what the standard knows, and with nothing else", async () => {
  await lookUp();
  const [narrow, wide] = council.calls.map(({ path }) => new URL(path, council.origin).searchParams);
  expect([...(narrow?.keys() ?? [])].sort()).toEqual(["end_date", "service_code", "start_date", "status"]);
  expect([narrow?.get("status"), narrow?.get("service_code")]).toEqual(["open,closed", "TRE-2"]);
  expect(wide?.has("service_code")).toBe(false);
});

test("V2 a code with a comma cannot be asked for: the whole list is", async () => {
  const contact = { destination: "Trees, fallen", idField: "fixmystreet_id", serviceType: "realtime" };
  expect(await lookUp({}, { contact })).toMatchObject({ kind: "absent" });
  expect(council.calls).toHaveLength(1);
  expect(council.calls[0]?.path).not.toContain("service_code");
});

test("TRAP-14: a report is found although its category, and so its service, is another by now", async () => {
  council.fault({ on: "post-request", kind: "cut-off", times: 1 });
  await send();
  const contact = { destination: "KRB-7", idField: "fixmystreet_id", serviceType: "realtime" };
  expect(await lookUp({}, { contact })).toMatchObject({
    kind: "found",
    externalId: council.cases[0]?.reference,
  });
});

test("who is not set to look, or cannot be asked, knows nothing", async () => {
  expect(await lookUp({ lookUp: "none" })).toMatchObject({ kind: "unknown", exchanges: [] });
  expect(council.calls).toEqual([]);
  council.fault({ on: "requests", kind: "nonsense" });
  expect(await lookUp()).toMatchObject({ kind: "unknown", reason: expect.stringContaining("web page") });
  expect(await lookUpBy("webhook", parcel(), {}, since())).toMatchObject({ kind: "unknown" });
});

test("calls one after the other go by kept connections", async () => {
  const sockets = new Set<Socket>();
  const proxy = await listen((socket) => {
    sockets.add(socket);
  });
  try {
    const flags = { endpoint: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}/v2` };
    for (let index = 0; index < 8; index++)
      await open311Driver.send(parcel({ reportId: index + 1 }), settings(flags));
    expect(council.received).toHaveLength(8);
    // One may still be emptying when the next call begins.
    expect(sockets.size).toBeLessThan(4);
  } finally {
    for (const socket of sockets) socket.destroy();
    await new Promise((done) => proxy.close(done));
  }
});

/** Passes bytes on to the council, and shows who connected. */
async function listen(seen: (socket: Socket) => void): Promise<Server> {
  const server = createServer((socket) => {
    seen(socket);
    const there = connect(council.port, "127.0.0.1");
    socket.pipe(there).pipe(socket);
    socket.on("error", () => there.destroy());
    there.on("error", () => socket.destroy());
    socket.on("close", () => there.destroy());
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return server;
}
