import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import { axe } from "./axe";

const search = (page: Page) => page.getByRole("searchbox", { name: "Which place?" });

/** The texts of one element of a feed, in its order. */
const every = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, "gs"))].map(([, text = ""]) => text);

async function feed(request: APIRequestContext, path: string, type: "rss" | "atom" = "rss"): Promise<string> {
  const answer = await request.get(path);
  expect([path, answer.status()]).toEqual([path, 200]);
  expect(answer.headers()["content-type"]).toBe(`application/${type}+xml; charset=utf-8`);
  return answer.text();
}

/** That nothing is wider than a phone. */
async function fits(page: Page): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, "nothing is wider than the screen").toBeLessThanOrEqual(0);
}

test("feeds tell of what is on the site, and who has one is told so", async ({ request }) => {
  const all = await feed(request, "/rss/problems");
  expect(all.match(/<guid isPermaLink="true">/g)).toHaveLength(40);
  expect(all.match(/<georss:point>/g)).toHaveLength(40);
  // Its own address, as it says, is where it is found.
  const self = /<atom:link href="([^"]+)" rel="self"/.exec(all)?.[1] ?? "";
  expect(new URL(self).pathname).toBe("/rss/problems");
  await feed(request, self);
  const atom = await feed(request, "/rss/problems.atom", "atom");
  expect(every(atom, "published")).toHaveLength(40);
  for (const path of ["/rss/reports/alderwick-city-council/fixed", "/rss/l/54.6,2.3/5/open"])
    expect(every(await feed(request, path), "pubDate").length, path).toBeGreaterThan(0);
  const link = every(all, "link").find((one) => one.includes("/report/")) ?? "";
  await feed(request, `/rss/${link.split("/").at(-1)}`);
  const tag = (await request.get("/rss/reports/northlight-energy/closed")).headers().etag ?? "";
  const again = await request.get("/rss/reports/northlight-energy/closed", {
    headers: { "if-none-match": tag },
  });
  expect(again.status()).toBe(304);
  for (const path of ["/rss", "/rss/nothing", "/rss/reports/nobody", "/rss/area/nowhere", "/rss/999999999"])
    expect([path, (await request.get(path)).status()]).toEqual([path, 404]);
});

test("names and places as old links have them lead to the feed", async ({ request }) => {
  const led = async (path: string) => {
    const answer = await request.get(path, { maxRedirects: 0 });
    return [answer.status(), answer.headers().location];
  };
  expect(await led("/rss/reports/Alderwick+City+Council")).toEqual([
    ...[301, "/rss/reports/alderwick-city-council"],
  ]);
  expect(await led("/rss/reports/Northlight%20Energy/open.atom")).toEqual([
    ...[301, "/rss/reports/northlight-energy/open.atom"],
  ]);
  const [status, path] = await led("/rss/pc/Tanner's%20Row/0.5");
  expect(status).toBe(302);
  expect(path).toMatch(/^\/rss\/l\/54\.\d+,2\.\d+\/0\.5$/);
});

test("the site, a map, a council and a report each name their feed to readers", async ({ page, request }) => {
  const reports = await feed(request, "/rss/problems");
  const report = every(reports, "link").find((one) => one.includes("/report/")) ?? "";
  const id = report.split("/").at(-1);
  const named: [page: string, feed: string][] = [
    ["/", "/rss/problems"],
    ["/reports", "/rss/problems"],
    ["/around?lat=54.6&lon=2.3", "/rss/l/54.6,2.3/2"],
    ["/reports/alderwick-city-council", "/rss/reports/alderwick-city-council"],
    [`/report/${id}`, `/rss/${id}`],
  ];
  for (const [path, address] of named) {
    await page.goto(path);
    const link = page.locator('link[rel="alternate"][type="application/rss+xml"]');
    await expect(link, path).toHaveAttribute("href", new RegExp(`${address.replaceAll(".", "\\.")}$`));
  }
  await page.getByRole("link", { name: "Feed of its updates (RSS)" }).focus();
  await expect(page.getByRole("link", { name: "Feed of its updates (RSS)" })).toHaveAttribute(
    "href",
    `/rss/${id}`,
  );
});

test("from the map to a feed of the street, by keyboard", async ({ page, request }) => {
  await page.goto("/around?q=Tanner's+Row");
  await page.getByRole("link", { name: "Follow this place" }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/alert\?lat=.*&lon=.*&q=Tanner/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Tanner");
  await page.getByRole("radio", { name: "2 km", exact: true }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("radio", { name: "5 km", exact: true })).toBeChecked();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/km=5/);
  await expect(page.getByRole("radio", { name: "5 km", exact: true })).toBeChecked();
  const around = page.getByRole("link", { name: /^RSS feed: New reports within 5 km of Tanner/ });
  await feed(request, (await around.getAttribute("href")) ?? "");
  // What lies there: its ward and city, and who looks after it.
  for (const section of ["In its areas", "By who looks after it", "Everywhere"]) {
    const link = page
      .getByRole("region", { name: section })
      .getByRole("link", { name: /^Atom feed/ })
      .first();
    await feed(request, (await link.getAttribute("href")) ?? "", "atom");
  }
  await axe(page);
});

test("a reference leads to the feed of its report, and a search without an answer says so", async ({
  page,
  request,
}) => {
  const link =
    every(await feed(request, "/rss/problems"), "link").find((one) => one.includes("/report/")) ?? "";
  const id = link.split("/").at(-1) ?? "";
  await page.goto(`/alert?q=%23${id}`);
  await expect(page.getByRole("heading", { name: "A report has this reference" })).toBeVisible();
  await expect(page.getByRole("link", { name: /^RSS feed: Updates on/ })).toHaveAttribute(
    "href",
    `/rss/${id}`,
  );
  await page.goto("/alert?q=zzzzqqqq+xxxx");
  await expect(page.getByText("We found nothing for “zzzzqqqq xxxx”")).toBeVisible();
  await expect(search(page)).toHaveValue("zzzzqqqq xxxx");
  await page.goto("/alert?lat=10.5&lon=10.5");
  await expect(page.getByText("No council or company on this site looks after this place.")).toBeVisible();
  await axe(page);
});

test.describe("on a phone without JavaScript", () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 375, height: 780 } });

  test("a place is searched for, a distance chosen, and its feed is there", async ({ page, browser }) => {
    await page.goto("/");
    await page.getByRole("contentinfo").getByRole("link", { name: "Follow a place" }).click();
    await search(page).fill("Tanner's Row");
    await page.getByRole("button", { name: "Search" }).click();
    await page.getByRole("radio", { name: "0.5 km", exact: true }).check();
    await page.getByRole("button", { name: "Use this distance" }).click();
    const link = page.getByRole("link", { name: /^RSS feed: New reports within 0\.5 km of Tanner/ });
    await expect(link).toHaveAttribute("href", /^\/rss\/l\/54\.\d+,2\.\d+\/0\.5$/);
    const context = await browser.newContext({
      javaScriptEnabled: true,
      viewport: { width: 375, height: 780 },
    });
    const scripted = await context.newPage();
    await axe(scripted, page);
    await fits(scripted);
    await context.close();
  });
});

test("search engines find every public report by the sitemap, and what is private is closed to them", async ({
  request,
}) => {
  const robots = await (await request.get("/robots.txt")).text();
  const sitemap = /^Sitemap: (.+)$/m.exec(robots)?.[1] ?? "";
  expect(robots).toContain("Disallow: /admin");
  const index = await (await request.get(sitemap)).text();
  const files = every(index, "loc");
  expect(files.length).toBeGreaterThanOrEqual(2);
  const places = (
    await Promise.all(files.map(async (file) => every(await (await request.get(file)).text(), "loc")))
  ).flat();
  const newest = every(await feed(request, "/rss/l/54.6,2.3/5"), "link").filter((one) =>
    one.includes("/report/"),
  );
  expect(newest.length).toBeGreaterThan(0);
  for (const report of newest.slice(-5)) expect(places).toContain(report);
  const [home = ""] = places;
  expect((await request.get(home)).status()).toBe(200);
});
