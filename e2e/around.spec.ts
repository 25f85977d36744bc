import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";

const marks = (page: Page) => page.locator(".map-pin, .map-cluster");
const list = (page: Page) => page.getByRole("region", { name: "Reports in this part of the map" });

/** A report from the list, by its address and title. */
async function someReport(page: Page): Promise<{ id: string; title: string }> {
  await page.goto("/around");
  const link = list(page).getByRole("link").first();
  const href = (await link.getAttribute("href")) ?? "";
  return { id: href.split("/").at(-1) ?? "", title: (await link.textContent()) ?? "" };
}

test("the map shows what is reported, and the list beside it comes with the page", async ({
  page,
  request,
}) => {
  const html = await (await request.get("/around")).text();
  expect(html).toMatch(/<article[\s\S]*\/report\/\d+/);
  await page.goto("/around");
  await expect(marks(page).first()).toBeVisible();
  await expect(list(page).getByRole("article").first()).toBeVisible();
});

test("a bare number and #number lead to the report", async ({ page }) => {
  const { id } = await someReport(page);
  for (const text of [id, `#${id}`, `ref:${id}`]) {
    await page.goto(`/around?q=${encodeURIComponent(text)}`);
    await expect(page).toHaveURL(new RegExp(`/report/${id}$`));
  }
});

test("a search that finds nothing says so and keeps what was typed", async ({ page }) => {
  await page.goto("/around?q=zzzzqqqq+xxxx");
  await expect(page.getByText("We found nothing for “zzzzqqqq xxxx”")).toBeVisible();
  await expect(page.getByRole("searchbox", { name: "Street, place, postcode or reference" })).toHaveValue(
    "zzzzqqqq xxxx",
  );
});

test("a place that nobody looks after is said to be one", async ({ page }) => {
  await page.goto("/around?q=10.5,10.5");
  await expect(page.getByText("Nobody here takes reports for this place yet")).toBeVisible();
});

test("the way to the form follows the map", async ({ page }) => {
  await page.goto("/around?lat=54.6&lon=2.3&zoom=16");
  const link = page.getByRole("link", { name: "Report a problem here" });
  await expect(link).toHaveAttribute("href", "/report/new?lat=54.6&lon=2.3");
  await expect(marks(page).first()).toBeVisible();
  await page.getByRole("region", { name: "Map", exact: true }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(link).not.toHaveAttribute("href", /lon=2\.3$/);
  await expect(page).toHaveURL(/lon=2\.30\d+/);
});

test("a filter narrows list and map, stands in the address, and 'back' takes it back", async ({ page }) => {
  await page.goto("/around");
  await expect(marks(page).first()).toBeVisible();
  const pins = page.waitForResponse((answer) => /\/api\/pins\/.*status=fixed/.test(answer.url()));
  await page.getByRole("checkbox", { name: "Fixed" }).check();
  expect((await pins).status()).toBe(200);
  await expect(page).toHaveURL(/status=fixed/);
  await expect(list(page).getByRole("article").first()).toContainText("Fixed");
  await expect(list(page).getByRole("article").filter({ hasNotText: "Fixed" })).toHaveCount(0);
  await page.goBack();
  await expect(page).not.toHaveURL(/status=/);
  await expect(page.getByRole("checkbox", { name: "Fixed" })).not.toBeChecked();
});

test("keyboard only: a cluster zooms in, a pin opens its report", async ({ page }) => {
  await page.goto("/around?lat=54.6&lon=2.3&zoom=14");
  const cluster = page.locator(".map-cluster").first();
  await expect(cluster).toHaveAccessibleName(/^\d+ reports here \(.*\)\. Zoom in$/);
  await cluster.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/zoom=16/);
  await page.getByRole("region", { name: "Map", exact: true }).focus();
  await page.keyboard.press("+");
  await expect(page).toHaveURL(/zoom=17/);
  const pin = page.locator(".map-pin").first();
  await expect(pin).toHaveAccessibleName(/^(Open|In progress|Fixed|Closed): ./);
  const href = await pin.getAttribute("href");
  await pin.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`${href}$`));
});

test("a focused card lights its report on the map", async ({ page }) => {
  await page.goto("/around");
  await expect(marks(page).first()).toBeVisible();
  await expect(page.locator(".map-lit")).toHaveCount(0);
  await list(page).getByRole("link").first().focus();
  await expect(page.locator(".map-lit")).toHaveCount(1);
});

test("pins: an answer that is known already is not sent again, and a tile that is none is refused", async ({
  request,
}) => {
  const first = await request.get("/api/pins/12/2074/1310");
  expect(first.headers()["cache-control"]).toContain("s-maxage=5");
  const tag = first.headers().etag ?? "";
  const again = await request.get("/api/pins/12/2074/1310", { headers: { "if-none-match": tag } });
  expect([200, 304]).toContain(again.status());
  if (again.status() === 200) expect(again.headers().etag).not.toBe(tag);
  expect((await request.get("/api/pins/2/9/0")).status()).toBe(400);
});

test("a still map is a picture of bounded size", async ({ request }) => {
  const picture = await request.get("/api/static-map?lat=54.6&lon=2.3&zoom=15&w=300&h=200&kind=open");
  expect(picture.headers()["content-type"]).toBe("image/png");
  expect((await request.get("/api/static-map?lat=54.6&lon=2.3&w=9000")).status()).toBe(400);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 375, height: 720 }, hasTouch: true });

  test("the sheet opens step by step, by press and by key", async ({ page }) => {
    await page.goto("/around");
    const sheet = page.getByRole("region", { name: "Search and list" });
    await expect(sheet).toHaveAttribute("data-stop", "peek");
    await expect(page.getByRole("link", { name: "Report a problem here" })).toBeInViewport();
    await expect(marks(page).first()).toBeVisible();
    await page.getByRole("button", { name: "Make the list larger" }).click();
    await expect(sheet).toHaveAttribute("data-stop", "half");
    await page.keyboard.press("ArrowUp");
    await expect(sheet).toHaveAttribute("data-stop", "full");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await expect(sheet).toHaveAttribute("data-stop", "peek");
  });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("search, filter, list and a still map follow each other, page by page", async ({ page }) => {
    await page.goto("/around");
    await expect(page.getByRole("img", { name: "Map of the place" })).toBeAttached();
    await page.getByRole("checkbox", { name: "Open", exact: true }).check();
    await page.getByRole("button", { name: "Show these" }).click();
    await expect(page).toHaveURL(/status=open/);
    await expect(page.getByRole("checkbox", { name: "Open", exact: true })).toBeChecked();
    const first = await list(page).getByRole("link").first().getAttribute("href");
    await page.getByRole("link", { name: "Next page" }).click();
    await expect(page).toHaveURL(/status=open.*cursor=/);
    await expect(list(page).getByRole("link").first()).not.toHaveAttribute("href", first ?? "");
    await expect(page.getByRole("link", { name: "Report a problem here" })).toHaveAttribute(
      "href",
      /^\/report\/new\?lat=/,
    );
  });
});

test("/around has no accessibility fault, on a phone", async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 800 });
  await page.goto("/around");
  await expect(marks(page).first()).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
});
