import { beforeAll, expect, test } from "vitest";
import "@/lib/testing/database";
import { GET } from "@/app/api/geocode/route";
import { provideEnv } from "@/lib/env";
import { importGazetteer } from "@/lib/geo/gazetteer/import";

beforeAll(async () => {
  await importGazetteer([
    { name: "Mill Lane, Harbour", lat: 54.6, lon: 2.3, kind: "street" },
    { name: "Mill Lane, Northgate", lat: 54.61, lon: 2.31, kind: "street" },
  ]);
});

const get = (query: string, headers: Record<string, string> = {}) =>
  GET(new Request(`https://mendline.test/api/geocode${query}`, { headers }), { params: Promise.resolve({}) });

test("places are offered, for shared caches to keep", async () => {
  const response = await get("?q=mill%20l");
  expect(response.status).toBe(200);
  expect(response.headers.get("cache-control")).toBe("public, max-age=60, s-maxage=600");
  expect(await response.json()).toEqual({
    places: [
      { name: "Mill Lane, Harbour", lat: 54.6, lon: 2.3, kind: "street" },
      { name: "Mill Lane, Northgate", lat: 54.61, lon: 2.31, kind: "street" },
    ],
  });
  const known = await get("?q=mill%20l", { "if-none-match": response.headers.get("etag") ?? "" });
  expect(known.status).toBe(304);
});

test("nothing found is an empty list", async () => {
  expect(await (await get("?q=Atlantis")).json()).toEqual({ places: [] });
});

test.each(["", "?q=", "?q=%20", `?q=${"x".repeat(201)}`, "?q=a&q=b"])("%s is refused", async (query) => {
  expect((await get(query)).status).toBe(400);
});

test("a client that asks too often is told when to come back, others are not", async () => {
  const from = (address: string) => get("?q=mill", { "x-forwarded-for": address });
  await Promise.all(Array.from({ length: 120 }, () => from("192.0.2.1")));
  const refused = await from("192.0.2.1");
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await from("192.0.2.2")).status).toBe(200);
});

test("a geocoder that does not answer is no empty list to keep", async () => {
  provideEnv({ GEOCODER: "photon", GEOCODER_URL: "http://127.0.0.1:1" });
  const response = await get("?q=Atlantis");
  expect([response.status, response.headers.get("cache-control")]).toEqual([503, "no-store"]);
  expect((await get("?q=mill")).status).toBe(200);
});
