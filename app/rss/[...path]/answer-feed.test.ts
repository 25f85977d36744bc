import "@/lib/testing/database";
import { beforeAll, expect, test } from "vitest";
import { GET } from "@/app/rss/[...path]/route";
import { db } from "@/lib/db";
import { parseXml } from "@/lib/open311/read/xml";
import { feedsAt } from "@/lib/published/feeds/feeds-at";
import {
  makeArea,
  makeBody,
  makeCategory,
  makeDelivery,
  makeReport,
  makeUpdate,
} from "@/lib/testing/factories";

const ask = (path: string, headers: Record<string, string> = {}) =>
  GET(new Request(`http://site.example/rss/${path}`, { headers }), { params: Promise.resolve({}) });

/** The titles of a feed's items, in its order. */
async function titles(path: string): Promise<string[]> {
  const response = await ask(path);
  const text = await response.text();
  expect([path, response.status, parseXml(text) !== undefined]).toEqual([path, 200, true]);
  return [...text.matchAll(/<(?:item|entry)>.*?<title>(.*?)<\/title>/gs)].map(([, title = ""]) => title);
}

const at = (minute: number) => new Date(Date.UTC(2026, 4, 12, 10, minute));
let ids: { near: number; far: number; body: number; area: number; category: number };

beforeAll(async () => {
  const area = await makeArea({ slug: "north-ward", name: "North Ward" });
  const body = await makeBody({ slug: "alderwick", name: "Alderwick City Council", areas: [area] });
  const category = await makeCategory({ name: "Potholes & kerbs" });
  const common = { categoryId: category.id, areas: { create: { areaId: area.id } } };
  const near = await makeReport({ ...common, title: "Near <one>", confirmedAt: at(1), updatedAt: at(9) });
  const far = await makeReport({
    title: "Far",
    lat: 54.63,
    state: "fixed_user",
    confirmedAt: at(2),
    updatedAt: at(2),
  });
  for (const visibility of ["private", "hidden", "unconfirmed"] as const) {
    const secret = await makeReport({ ...common, title: `Secret ${visibility}`, visibility });
    await makeDelivery({ reportId: secret.id, bodyId: body.id });
    await makeUpdate({ reportId: secret.id, text: "secret" });
  }
  await makeDelivery({
    reportId: near.id,
    bodyId: body.id,
    state: "sent",
    sentAt: at(3),
    firstSentAt: at(3),
  });
  ids = { near: near.id, far: far.id, body: body.id, area: area.id, category: category.id };
});

test("each feed holds what everybody may see of its scope, the newest first, and nothing else", async () => {
  const near = "Near &lt;one&gt;";
  const expected: [path: string, titles: string[]][] = [
    ["problems", ["Far", near]],
    ["problems.atom", ["Far", near]],
    ["problems/open", [near]],
    ["problems/fixed", ["Far"]],
    ["problems/closed", []],
    ["problems?status=open", [near]],
    ["problems?state=fixed", ["Far"]],
    [`problems?category=${ids.category}`, [near]],
    ["l/54.6,2.3", [near]],
    ["l/54.6,2.3/5", ["Far", near]],
    ["l/54.6,2.3/5/fixed.atom", ["Far"]],
    ["area/north-ward", [near]],
    ["reports/alderwick", [near]],
    ["reports/alderwick/north-ward/open", [near]],
    ["reports/alderwick/fixed", []],
  ];
  for (const [path, list] of expected) expect([path, await titles(path)]).toEqual([path, list]);
});

test("an item says what is wrong, where, how far it is and who has it", async () => {
  const text = await (await ask("l/54.6,2.3")).text();
  expect(text).toContain(`<guid isPermaLink="true">https://mendline.test/report/${ids.near}</guid>`);
  expect(text).toContain("<category>Potholes &amp; kerbs</category>");
  expect(text).toContain("State: Open&lt;br/&gt;Passed to: Alderwick City Council");
  expect(text).toContain('href="https://mendline.test/rss/l/54.6,2.3/2" rel="self"');
  expect(text).toContain("<georss:point>54.6 2.3</georss:point>");
});

test("what a feed is called by others leads to its own address", async () => {
  const led: [path: string, to: string][] = [
    ["reports/Alderwick+City+Council", "/rss/reports/alderwick"],
    [
      "reports/alderwick%20city%20council/North+Ward/open.atom",
      "/rss/reports/alderwick/north-ward/open.atom",
    ],
    ["reports/Alderwick?category=7", "/rss/reports/alderwick?category=7"],
    [`reports/${ids.body}`, "/rss/reports/alderwick"],
    [`area/${ids.area}`, "/rss/area/north-ward"],
    ["area/Alderwick/North%20Ward", "/rss/area/north-ward"],
    ["pc/54.61,2.31/5/open", "/rss/l/54.61,2.31/5/open"],
  ];
  for (const [path, to] of led) expect([path, (await ask(path)).headers.get("location")]).toEqual([path, to]);
});

test.each([
  "nonsense",
  "reports/nobody",
  "area/nowhere",
  "reports/alderwick/nowhere",
  "999999",
  "l/%E0%A4%A",
  "pc/Nosuchplace",
])("%s is unknown", async (path) => {
  expect((await ask(path)).status).toBe(404);
});

test("at a place one can follow its areas, the smallest first, and who looks after them now", async () => {
  const retired = await makeBody({ name: "Gone", deletedAt: at(1) });
  const city = await makeArea({ slug: "the-city", name: "The City", box: [2.2, 54.5, 2.4, 54.7] });
  await makeBody({ slug: "county", name: "A County", areas: [city] });
  await db.bodyArea.create({ data: { bodyId: retired.id, areaId: city.id } });
  const { areas, bodies } = await feedsAt({ lat: 54.6, lon: 2.3 });
  expect(areas.map(({ slug }) => slug)).toEqual(["north-ward", "the-city"]);
  expect(bodies.map(({ slug }) => slug)).toEqual(["county", "alderwick"]);
  expect(await feedsAt({ lat: 10, lon: 10 })).toEqual({ areas: [], bodies: [] });
});

test("a report's updates are a feed, also while there are none; of what is not public nothing is told", async () => {
  expect(await titles(String(ids.far))).toEqual([]);
  const { near: reportId } = ids;
  await makeUpdate({
    reportId,
    text: "Still there",
    confirmedAt: at(4),
    createdAt: at(4),
    name: "Secret Person",
    // Shown on the page, where they can have it hidden again.
    showName: true,
  });
  await makeUpdate({
    ...{ reportId, bodyId: ids.body, origin: "staff", newState: "planned", text: "Soon" },
    ...{ confirmedAt: at(5), createdAt: at(5) },
  });
  await makeUpdate({ reportId, visibility: "hidden", text: "secret" });
  expect(await titles(String(reportId))).toEqual(["Alderwick City Council: Planned", "Update"]);
  expect(await (await ask(`${reportId}.atom`)).text()).not.toMatch(/secret/i);
  const secret = await db.report.findMany({ where: { title: { startsWith: "Secret" } } });
  expect(secret).toHaveLength(3);
  for (const { id } of secret) expect((await ask(String(id))).status).toBe(404);
});

test("who has a feed is told so, until something in it is taken down", async () => {
  const first = await ask("area/north-ward");
  const changed = first.headers.get("last-modified") ?? "";
  const tag = first.headers.get("etag") ?? "";
  expect(changed).toBe(at(9).toUTCString());
  expect(first.headers.get("content-type")).toBe("application/rss+xml; charset=utf-8");
  expect(first.headers.get("access-control-allow-origin")).toBe("*");
  expect((await ask("area/north-ward", { "if-none-match": tag })).status).toBe(304);
  expect((await ask("area/north-ward", { "if-modified-since": changed })).status).toBe(304);
  await db.report.update({ where: { id: ids.near }, data: { visibility: "hidden" } });
  expect((await ask("area/north-ward", { "if-none-match": tag })).status).toBe(200);
  expect((await ask("area/north-ward", { "if-modified-since": changed })).status).toBe(200);
  expect(await titles("area/north-ward")).toEqual([]);
  expect((await ask(String(ids.near))).status).toBe(404);
});
