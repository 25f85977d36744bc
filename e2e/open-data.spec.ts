import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import { parse } from "csv-parse/sync";
import { axe } from "./axe";

const council = "alderwick-city-council";

/** Rows of a CSV file, by the names of its first line. */
async function csv(request: APIRequestContext, path: string): Promise<Record<string, string>[]> {
  const answer = await request.get(path);
  expect([path, answer.status()]).toEqual([path, 200]);
  expect(answer.headers()["content-type"]).toMatch(/^text\/csv; charset=utf-8/);
  const text = (await answer.body()).toString("utf8");
  expect(text.charCodeAt(0), "spreadsheets need the mark to read the letters right").toBe(0xfeff);
  return parse(text, { bom: true, columns: true });
}

type Collection = {
  license: { name: string };
  features: {
    id: number;
    geometry: { coordinates: number[] };
    properties: { bodies: string[]; status: string };
  }[];
};

async function geojson(request: APIRequestContext, path: string): Promise<Collection> {
  const answer = await request.get(path);
  expect([path, answer.status()]).toEqual([path, 200]);
  expect(answer.headers()["content-type"]).toMatch(/^application\/geo\+json/);
  return answer.json();
}

async function fits(page: Page): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, "nothing is wider than the screen").toBeLessThanOrEqual(0);
}

test("files of everything and of one council parse, say the same, and name their licence", async ({
  request,
}) => {
  const all = await csv(request, "/open-data/reports.csv?status=fixed,closed");
  const same = await geojson(request, "/open-data/reports.geojson?status=fixed,closed");
  expect(all.length).toBeGreaterThan(100);
  // Other journeys may close one meanwhile.
  expect(Math.abs(same.features.length - all.length)).toBeLessThan(10);
  expect(same.license.name).toBe("Open Government Licence v3.0");
  expect(new Set(all.map(({ status }) => status))).toEqual(new Set(["fixed", "closed"]));
  const own = await csv(request, `/open-data/${council}/reports.csv?status=fixed,closed`);
  expect(own.length).toBeGreaterThan(0);
  expect(own.length).toBeLessThan(all.length);
  for (const { bodies } of own) expect(bodies).toContain("Alderwick City Council");
  const headers = (await request.get("/open-data/reports.csv?status=closed")).headers();
  expect(headers.link).toMatch(/<https:[^>]+>; rel="license"/);
  expect(headers["content-disposition"]).toMatch(/^attachment; filename="reports-\d{4}-\d\d-\d\d\.csv"$/);
});

test("what is mistyped or unknown is no file", async ({ request }) => {
  const wrong = await request.get("/open-data/reports.csv?status=opne");
  expect([wrong.status(), Object.keys((await wrong.json()).fields)]).toEqual([400, ["status"]]);
  for (const path of [
    "/open-data/nobody/reports.csv",
    "/open-data/reports.pdf",
    "/open-data/a/b/reports.csv",
  ])
    expect([path, (await request.get(path)).status()]).toEqual([path, 404]);
  const led = await request.get(`/open-data/${council}`, { maxRedirects: 0 });
  expect(led.headers().location).toBe(`/open-data?body=${council}`);
});

test("the page leads to a file by its plain form, fits and keeps nobody out", async ({ page }) => {
  await page.goto("/open-data");
  for (const width of [375, 768, 1280]) {
    await page.setViewportSize({ width, height: 860 });
    await fits(page);
  }
  await axe(page);
  await page.locator("#download-body").selectOption(council);
  await page.locator("#download-status").selectOption("fixed");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download GeoJSON" }).click();
  const url = new URL((await download).url());
  expect(url.pathname).toBe("/open-data/reports.geojson");
  expect(url.searchParams.get("body")).toBe(council);
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the code of a map is made by a plain form, and the map's page has the list", async ({
    page,
    browser,
  }) => {
    await page.goto("/open-data");
    await page.locator("#embed-body").selectOption(council);
    await page.locator("#embed-place").fill("54.6, 2.3");
    await page.getByRole("button", { name: "Make the code" }).click();
    const code = await page.getByLabel("Code for your page").inputValue();
    expect(code).toContain(`/embed?body=${council}&amp;lat=54.6&amp;lon=2.3&amp;zoom=15"`);
    await page.getByRole("link", { name: "See this map" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Reports to Alderwick City Council");
    const links = page.getByRole("region", { name: "Latest reports here" }).getByRole("link");
    await expect(links.first()).toBeVisible();
    await expect(links.first()).toHaveAttribute("target", "_blank");
    await expect(page.getByRole("img", { name: "Map of the place" })).toBeVisible();
    const context = await browser.newContext({ javaScriptEnabled: true });
    await axe(await context.newPage(), page);
    await context.close();
  });
});

/** Somebody else's site, at another origin: any path is a page that holds what stands in its query. */
async function otherSite(): Promise<{ server: Server; origin: string }> {
  const server = createServer((request, response) => {
    const html = new URL(request.url ?? "/", "http://other").searchParams.get("html") ?? "";
    response
      .setHeader("Content-Type", "text/html; charset=utf-8")
      .end(`<!doctype html><title>Other</title>${html}`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

test("a map and a card live in a frame on another site; other pages do not", async ({
  page,
  context,
  request,
  baseURL,
}) => {
  const { server, origin } = await otherSite();
  try {
    await page.goto(`/open-data?body=${council}&size=small`);
    const code = await page.getByLabel("Code for your page").inputValue();
    await page.goto(`${origin}/?html=${encodeURIComponent(code)}`);
    const map = page.frameLocator("iframe");
    await expect(map.getByRole("heading", { level: 1 })).toContainText("Reports to Alderwick City Council");
    await expect(map.locator(".map-pin, .map-cluster").first()).toBeVisible();
    const link = map.getByRole("region", { name: "Latest reports" }).getByRole("link").first();
    const opened = context.waitForEvent("page");
    await link.click();
    await expect(await opened).toHaveURL(/\/report\/\d+$/);
    const reportUrl = (await opened).url();

    const card = await (
      await request.get(`/oembed?url=${encodeURIComponent(reportUrl)}&maxwidth=400`)
    ).json();
    expect(card).toMatchObject({ type: "rich", version: "1.0", width: 400 });
    await page.goto(`${origin}/?html=${encodeURIComponent(card.html)}`);
    const shown = page.frameLocator("iframe").getByRole("heading", { level: 1 });
    await expect(shown).toContainText(card.title);

    const other = `<iframe src="${baseURL}/around"></iframe>`;
    await page.goto(`${origin}/?html=${encodeURIComponent(other)}`);
    await expect.poll(() => page.frames()[1]?.url()).toBe("chrome-error://chromewebdata/");
    expect(await context.cookies()).toEqual([]);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test("what is framed fits any frame and keeps nobody out; only it may be framed", async ({
  page,
  request,
}) => {
  const href = await firstReport(page);
  for (const path of ["/embed", `/embed?body=${council}`, `/embed${href}`]) {
    for (const width of [300, 768, 1280]) {
      await page.setViewportSize({ width, height: 450 });
      await page.goto(path);
      await fits(page);
    }
    await axe(page);
    const headers = (await request.get(path)).headers();
    expect(headers["content-security-policy"], path).toContain("frame-ancestors *");
    expect(headers["x-frame-options"], path).toBeUndefined();
    expect(headers["set-cookie"], path).toBeUndefined();
    expect(headers["cache-control"], path).toMatch(/s-maxage=5/);
  }
  for (const path of ["/", "/around", href, "/embedded", "/auth"])
    expect((await request.get(path)).headers()["x-frame-options"], path).toBe("DENY");
  expect((await request.get("/embed/report/999999999")).status()).toBe(404);
  expect((await request.get("/embed?body=nobody")).status()).toBe(404);
});

test("pages tell where to hear how to embed them, in both formats", async ({ page, request }) => {
  const href = await firstReport(page);
  for (const path of [href, `/reports/${council}`, "/around", "/around?lat=54.6&lon=2.3&zoom=15"]) {
    await page.goto(path);
    const json = page.locator('link[type="application/json+oembed"]').first();
    const found = await request.get((await json.getAttribute("href")) ?? "");
    expect([path, found.status()]).toEqual([path, 200]);
    expect((await found.json()).html).toContain("<iframe src=");
    const xml = page.locator('link[type="text/xml+oembed"]').first();
    const answer = await request.get((await xml.getAttribute("href")) ?? "");
    expect(answer.headers()["content-type"]).toBe("text/xml; charset=utf-8");
    expect(await answer.text()).toContain("<html>&lt;iframe src=");
  }
  const status = async (query: string) => (await request.get(`/oembed?${query}`)).status();
  expect(await status("url=https://elsewhere.example/report/1")).toBe(404);
  expect(await status("format=json")).toBe(400);
  expect(await status(`url=${encodeURIComponent("http://localhost/around")}&format=yaml`)).toBe(501);
});

/** The path of a public report. */
async function firstReport(page: Page): Promise<string> {
  await page.goto("/around");
  const link = page.getByRole("article").first().getByRole("link").first();
  return (await link.getAttribute("href")) ?? "";
}
