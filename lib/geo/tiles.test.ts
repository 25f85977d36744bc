import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { provideEnv } from "@/lib/env";
import { fetchTile, isTile, townTile } from "@/lib/geo/tiles";

const seen: { url: string; headers: IncomingHttpHeaders }[] = [];
let answer: (response: ServerResponse) => void = (response) => response.destroy();
const server = createServer((request, response) => {
  seen.push({ url: request.url ?? "", headers: request.headers });
  answer(response);
});
const picture = (bytes: string) => (response: ServerResponse) => {
  response.writeHead(200, { "content-type": "image/png" });
  response.end(bytes);
};

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  seen.length = 0;
  const { port } = server.address() as AddressInfo;
  provideEnv({ DEMO: "0", TILE_URL: `http://127.0.0.1:${port}/{z}/{x}/{y}{r}.png?s={s}` });
});

const isPng = (bytes: Uint8Array | null) => bytes && Buffer.from(bytes).subarray(1, 4).toString() === "PNG";

test.each([
  [0, 0, 0, true],
  [13, 4148, 2650, true],
  [22, 2 ** 22 - 1, 0, true],
  [23, 0, 0, false],
  [1, 2, 0, false],
  [1, 0, 2, false],
  [1, -1, 0, false],
  [1, 0.5, 0, false],
  [Number.NaN, 0, 0, false],
])("%d/%d/%d is a tile: %s", async (z, x, y, expected) => {
  expect(isTile(z, x, y)).toBe(expected);
});

test("a tile is fetched by the template, under our name, once", async () => {
  answer = picture("tile one");
  expect(Buffer.from((await fetchTile(13, 1, 2)) ?? []).toString()).toBe("tile one");
  answer = picture("another");
  expect(Buffer.from((await fetchTile(13, 1, 2)) ?? []).toString()).toBe("tile one");
  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatchObject({ url: "/13/1/2.png?s=a", headers: { referer: "https://mendline.test" } });
  expect(seen[0]?.headers["user-agent"]).toMatch(/^Mendline\//);
});

test.each<[string, (response: ServerResponse) => void]>([
  ["404", (response) => response.writeHead(404).end()],
  [
    "a page instead of a picture",
    (response) => response.writeHead(200, { "content-type": "text/html" }).end("<p>"),
  ],
  ["an empty picture", picture("")],
  ["a broken connection", (response) => response.destroy()],
  ["a flood", picture("x".repeat(1_000_001))],
])("%s is no tile, and is asked for again", async (_, bad) => {
  answer = bad;
  expect(await fetchTile(13, 3, 4)).toBeNull();
  expect(await fetchTile(13, 3, 4)).toBeNull();
  expect(seen).toHaveLength(2);
});

test("no such tile, no request", async () => {
  expect(await fetchTile(3, 8, 0)).toBeNull();
  expect(seen).toHaveLength(0);
});

test("the demo draws its own, and remembers it", async () => {
  provideEnv({ DEMO: "1", TILE_URL: "" });
  const tile = await fetchTile(13, 4148, 2650);
  expect(isPng(tile)).toBe(true);
  expect(await townTile(13, 4148, 2650)).toBe(tile);
  const fine = await townTile(13, 4148, 2650, 2);
  expect(isPng(fine)).toBe(true);
  expect(fine).not.toBe(tile);
  provideEnv({ DEMO: "0", TILE_URL: "/tiles/{z}/{x}/{y}" });
  expect(await fetchTile(13, 4148, 2650)).toBeNull();
});
