import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import "@/lib/testing/database";
import { db } from "@/lib/db";
import { provideEnv } from "@/lib/env";
import { findPlaces, searchWords, suggestPlaces } from "@/lib/geo/find-places";
import { importGazetteer } from "@/lib/geo/gazetteer/import";
import { forgetGeocodeAnswers } from "@/lib/geo/geocode-answers";
import { nearestAddress } from "@/lib/geo/nearest-address";
import { makeArea } from "@/lib/testing/factories";

type Seen = { path: string; query: Record<string, string>; agent: string; at: number };
type Answer = (request: IncomingMessage, response: ServerResponse) => void;
const seen: Seen[] = [];
let answer: Answer = () => {};

const server = createServer((request, response) => {
  const url = new URL(request.url ?? "/", "http://x");
  const agent = request.headers["user-agent"] ?? "";
  seen.push({
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    agent,
    at: performance.now(),
  });
  answer(request, response);
});

const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Answer =>
  (_, response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  };
const hit = (name: string, lat = "54.61") => ({ lat, lon: "2.31", display_name: name, category: "highway" });

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  await importGazetteer([{ name: "Mill Lane", lat: 54.6, lon: 2.3, kind: "street" }]);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(async () => {
  seen.length = 0;
  await db.rateLimit.deleteMany();
  await db.geocodeAnswer.deleteMany();
  useGeocoder("nominatim");
});

function useGeocoder(name: "gazetteer" | "nominatim" | "photon"): void {
  const { port } = server.address() as AddressInfo;
  provideEnv({
    GEOCODER: name,
    GEOCODER_URL: `http://127.0.0.1:${port}`,
    GEOCODER_CONTACT: "map@alderwick.example",
    GEOCODER_BOUNDS: "2,54,3,55",
  });
}

test("coordinates are a place by themselves and ask nobody", async () => {
  const places = [{ name: "54.6, 2.3", lat: 54.6, lon: 2.3, kind: "point" }];
  expect(await findPlaces(" 54.6,2.3 ")).toEqual({ kind: "found", places });
  expect(await findPlaces("54°36′N 2°18′E")).toEqual({ kind: "found", places });
  expect(seen).toHaveLength(0);
});

test("by default the gazetteer answers", async () => {
  useGeocoder("gazetteer");
  expect(await findPlaces("mill lane")).toMatchObject({ kind: "found", places: [{ name: "Mill Lane" }] });
  expect(await findPlaces("Nowhere at all")).toEqual({ kind: "nothing" });
  expect(await findPlaces("")).toEqual({ kind: "nothing" });
  expect(seen).toHaveLength(0);
});

test("streets of one name in different quarters are told apart by the quarter", async () => {
  useGeocoder("gazetteer");
  await makeArea({ name: "City", box: [2, 54, 3, 55] });
  await makeArea({ name: "Harbour", box: [2.5, 54.5, 2.6, 54.6] });
  await importGazetteer([
    { name: "Ferry Road", lat: 54.55, lon: 2.55, kind: "street" },
    { name: "Ferry Road", lat: 54.7, lon: 2.55, kind: "street" },
    { name: "Ferry Road", lat: 50, lon: 2.55, kind: "street" },
    { name: "Ferry Road North", lat: 54.55, lon: 2.56, kind: "street" },
  ]);
  const found = await findPlaces("Ferry Road");
  const names = found.kind === "found" ? found.places.map(({ name }) => name).sort() : [];
  expect(names).toEqual(["Ferry Road", "Ferry Road North", "Ferry Road, City", "Ferry Road, Harbour"]);
});

test("an outside geocoder is asked by name and contact, within the bounds, and once a week", async () => {
  answer = json([
    hit("Quay Street, Harbour"),
    hit("Quay Street, Harbour", "54.611"),
    hit("Quay Street, Harbour", "54.7"),
  ]);
  const first = await findPlaces("Quay Street");
  expect(first).toMatchObject({ kind: "found", places: [{ lat: 54.61, kind: "street" }, { lat: 54.7 }] });
  expect(seen[0]).toMatchObject({
    path: "/search",
    query: { q: "Quay Street", viewbox: "2,54,3,55", bounded: "1", email: "map@alderwick.example" },
  });
  expect(seen[0]?.agent).toMatch(
    /^Mendline\/\d+\.\d+\.\d+ \(\+https:\/\/mendline\.test; map@alderwick\.example\)$/,
  );

  expect(await findPlaces("  quay   STREET")).toEqual(first);
  expect(seen).toHaveLength(1);
  const { key, expiresAt } = await db.geocodeAnswer.findFirstOrThrow();
  expect(key).not.toContain("quay");
  const days = (expiresAt.getTime() - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(6.9);
  expect(days).toBeLessThan(7.1);
});

test("an answer that is over is asked for again, and thrown out by the nightly job", async () => {
  answer = json([hit("Quay Street")]);
  await findPlaces("Quay Street");
  await db.geocodeAnswer.updateMany({ data: { expiresAt: new Date(Date.now() - 1) } });
  await db.rateLimit.deleteMany();
  await findPlaces("Quay Street");
  expect(seen).toHaveLength(2);
  await db.geocodeAnswer.create({ data: { key: "old", answer: [], expiresAt: new Date(Date.now() - 1) } });
  expect(await forgetGeocodeAnswers(new Date())).toBe(1);
  expect(await db.geocodeAnswer.count()).toBe(1);
});

test("nothing is remembered for minutes only", async () => {
  answer = json([]);
  expect(await findPlaces("Atlantis")).toEqual({ kind: "nothing" });
  expect(await findPlaces("Atlantis")).toEqual({ kind: "nothing" });
  expect(seen).toHaveLength(1);
  const { expiresAt } = await db.geocodeAnswer.findFirstOrThrow();
  expect(expiresAt.getTime() - Date.now()).toBeLessThan(11 * 60_000);
});

test("two questions at once reach the server a second apart", async () => {
  answer = json([hit("Quay Street")]);
  await Promise.all([findPlaces("Quay Street"), findPlaces("Quay Road")]);
  const [first, second] = seen;
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(1000);
});

test("a queue longer than people wait is not joined", async () => {
  answer = json([hit("Quay Street")]);
  await db.rateLimit.create({
    data: {
      key: `turn:127.0.0.1:${(server.address() as AddressInfo).port}`,
      expire: BigInt(Date.now() + 4000),
    },
  });
  expect(await findPlaces("Quay Street")).toEqual({ kind: "unavailable" });
  expect(seen).toHaveLength(0);
});

test.each<[string, Answer]>([
  ["429", json("Too many", 429)],
  ["403", json("<html>Access denied</html>", 403)],
  ["500", json("oops", 500)],
  ["a redirect", json("", 302, { location: "http://127.0.0.1:1/" })],
  ["HTML with status 200", json("<html>maintenance</html>")],
  ["JSON of another kind", json({ status: "ok" })],
  ["a broken connection", (request) => request.socket.destroy()],
  ["a flood", json(`[${" ".repeat(2_000_000)}]`)],
])(
  "%s: what the gazetteer knows is still found, the rest is unavailable and not remembered",
  async (_, bad) => {
    answer = bad;
    expect(await findPlaces("Mill Lane")).toMatchObject({
      kind: "found",
      places: [{ name: "Mill Lane", lat: 54.6 }],
    });
    await db.rateLimit.deleteMany();
    expect(await findPlaces("Atlantis")).toEqual({ kind: "unavailable" });
    expect(await db.geocodeAnswer.count()).toBe(0);
  },
);

test("a server that refuses is left alone for as long as it says", async () => {
  answer = json("slow down", 429, { "retry-after": "120" });
  await findPlaces("Quay Street");
  answer = json([hit("Quay Street")]);
  expect(await findPlaces("Quay Street")).toEqual({ kind: "unavailable" });
  expect(seen).toHaveLength(1);
  const { expire } = await db.rateLimit.findFirstOrThrow();
  const seconds = (Number(expire) - Date.now()) / 1000;
  expect(seconds).toBeGreaterThan(110);
  expect(seconds).toBeLessThan(125);
});

test("Photon is spoken to in its own way", async () => {
  useGeocoder("photon");
  const properties = { type: "street", name: "Quay Street", city: "Alderwick" };
  answer = json({ features: [{ geometry: { coordinates: [2.31, 54.61] }, properties }] });
  expect(await findPlaces("Quay Street")).toEqual({
    kind: "found",
    places: [{ name: "Quay Street, Alderwick", lat: 54.61, lon: 2.31, kind: "street" }],
  });
  expect(seen[0]).toMatchObject({ path: "/api", query: { bbox: "2,54,3,55" } });
});

test("while somebody types, Nominatim is not asked and Photon is", async () => {
  answer = json([hit("Quay Street")]);
  expect(await suggestPlaces("mill")).toMatchObject({ places: [{ name: "Mill Lane" }] });
  expect(await suggestPlaces("54.6,2.3")).toMatchObject({ places: [{ kind: "point" }] });
  expect(await suggestPlaces("m")).toEqual({ kind: "nothing" });
  expect(seen).toHaveLength(0);
  useGeocoder("photon");
  answer = json({ features: [] });
  expect(await suggestPlaces("mill")).toEqual({ kind: "nothing" });
  expect(seen).toHaveLength(1);
});

test("the nearest address comes from the geocoder, and is asked for once for one metre", async () => {
  answer = json({ display_name: "3 Quay Street, Alderwick" });
  expect(await nearestAddress({ lat: 54.6, lon: 2.3 })).toBe("3 Quay Street, Alderwick");
  expect(await nearestAddress({ lat: 54.6000012, lon: 2.3000012 })).toBe("3 Quay Street, Alderwick");
  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatchObject({ path: "/reverse", query: { lat: "54.6", lon: "2.3", zoom: "18" } });
});

test("nothing near is no address; the gazetteer is not asked to guess", async () => {
  answer = json({ error: "Unable to geocode" });
  expect(await nearestAddress({ lat: 54.6, lon: 2.3 })).toBeNull();
});

test("a geocoder that keeps silent costs less than three seconds, and the gazetteer helps", async () => {
  answer = () => {};
  const started = performance.now();
  expect(await nearestAddress({ lat: 54.6, lon: 2.3 })).toBe("Mill Lane");
  expect(performance.now() - started).toBeLessThan(3100);
  // It is left alone for a moment: the next report does not wait.
  expect(await nearestAddress({ lat: 54.60005, lon: 2.3 })).toBe("Mill Lane");
  expect(seen).toHaveLength(1);
});

test("a point that is nowhere is no address and no error", async () => {
  useGeocoder("gazetteer");
  expect(await nearestAddress({ lat: Number.NaN, lon: 2.3 })).toBeNull();
  expect(await nearestAddress({ lat: 12, lon: 12 })).toBeNull();
});

test.each([
  ["  Mill \n Lane\u0000 ", "Mill Lane"],
  ["x".repeat(5000), "x".repeat(200)],
  [`${" ".repeat(100)}Quay`, "Quay"],
])("search words are one short line", (text, words) => {
  expect(searchWords(text)).toBe(words);
});
