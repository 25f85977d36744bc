import "@/lib/testing/database";
import { expect, test } from "vitest";
import { GET } from "@/app/open-data/[...path]/route";
import { makeBody, makeDelivery, makeReport } from "@/lib/testing/factories";

const get = (path: string, address = "203.0.113.1") => {
  const url = new URL(`https://mendline.test/open-data/${path}`);
  const parts = url.pathname.split("/").slice(2).map(decodeURIComponent);
  const request = new Request(url, { headers: { "x-forwarded-for": address } });
  return GET(request, { params: Promise.resolve({ path: parts }) });
};

test("a body's file holds its reports, says what it is called and under which licence it may be used", async () => {
  const body = await makeBody({ slug: "alder" });
  const [own, other] = [await makeReport(), await makeReport()];
  await makeDelivery({ reportId: own.id, bodyId: body.id });
  const file = await get("alder/reports.geojson");
  expect(file.status).toBe(200);
  expect(Object.fromEntries(file.headers)).toMatchObject({
    "content-type": "application/geo+json; charset=utf-8",
    "content-disposition": expect.stringMatching(
      /^attachment; filename="alder-reports-\d{4}-\d\d-\d\d\.geojson"$/,
    ),
    link: '<https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/>; rel="license"',
    "access-control-allow-origin": "*",
    "cache-control": "public, max-age=5, s-maxage=5",
  });
  const ids = async (response: Response) =>
    ((await response.json()) as { features: { id: number }[] }).features.map(({ id }) => id);
  expect(await ids(file)).toEqual([own.id]);
  expect(await ids(await get("reports.geojson"))).toEqual([other.id, own.id]);
  expect(await ids(await get("reports.geojson?body=alder&status=&from=&to=&category="))).toEqual([own.id]);
});

test.each([
  ["nobody/reports.csv", 404],
  ["reports.csv?body=nobody", 404],
  ["reports.xlsx", 404],
  ["constructor", 404],
  ["a/b/reports.csv", 404],
  ["%00/reports.csv", 404],
  ["reports.csv?status=lost", 400],
  ["reports.csv?from=yesterday", 400],
  ["reports.csv?category=1&category=x", 400],
])("%s answers %i", async (path, status) => {
  expect((await get(path)).status).toBe(status);
});

test("who takes files without end is told when to come back, others are not", async () => {
  for (let times = 0; times < 120; times += 1) await get("reports.csv?status=progress", "203.0.113.9");
  const refused = await get("reports.csv?status=progress", "203.0.113.9");
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await get("reports.csv?status=progress", "203.0.113.10")).status).toBe(200);
});
