import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";

test("the front page says what to do, shows the live map, three figures and the newest reports", async ({
  page,
}) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("searchbox", { name: "Where is it?" })).toBeVisible();
  await expect(
    page.getByRole("region", { name: "The map" }).locator("img.leaflet-tile-loaded").first(),
  ).toBeVisible();
  await expect(
    page.getByRole("region", { name: "The map" }).locator(".map-pin, .map-cluster").first(),
  ).toBeVisible();
  await expect(page.getByRole("region", { name: "In numbers" }).getByRole("definition")).toHaveText([
    /^[\d,]+$/,
    /^[\d,]+$/,
    /^[\d,]+$/,
  ]);
  await expect(page.getByRole("region", { name: "Reported lately" }).getByRole("article")).toHaveCount(5);
});

test("a search leads to the map around the street", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("searchbox", { name: "Where is it?" }).fill("Tanner's Row");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/around\?q=Tanner/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Tanner");
});

test("'use my location' leads to the map around it", async ({ page, context }) => {
  await context.grantPermissions(["geolocation"]);
  await context.setGeolocation({ latitude: 54.601, longitude: 2.305 });
  await page.goto("/");
  await page.getByRole("button", { name: "Use my location" }).click();
  await expect(page).toHaveURL(/\/around\?lat=54\.601&lon=2\.305/);
});

test("a refused location is explained in words, and the search stays", async ({ page, context }) => {
  await context.clearPermissions();
  await page.addInitScript(() => {
    navigator.geolocation.getCurrentPosition = (_found, failed) =>
      failed?.({ code: 1, message: "denied" } as GeolocationPositionError);
  });
  await page.goto("/");
  await page.getByRole("button", { name: "Use my location" }).click();
  await expect(page.getByText("Your browser does not give away your location.")).toBeVisible();
  await expect(page.getByRole("searchbox", { name: "Where is it?" })).toBeVisible();
});

test("the twin that answers for the front page is nobody's address", async ({ request }) => {
  expect((await request.get("/front/public")).status()).toBe(404);
  const front = await request.get("/");
  expect(front.status()).toBe(200);
  expect(front.headers()["set-cookie"]).toBeUndefined();
});

for (const [path, colorScheme] of [
  ["/", "dark"],
  ["/reports", "light"],
] as const)
  test(`${path} has no accessibility fault, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto(path);
    await page.waitForLoadState("networkidle");
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the front page still searches", async ({ page }) => {
    await page.goto("/");
    await page.getByRole("searchbox", { name: "Where is it?" }).fill("Tanner's Row");
    await page.getByRole("button", { name: "Go" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Tanner");
  });

  test("bodies are listed with their counts, in the order asked for", async ({ page }) => {
    await page.goto("/reports");
    // Other journeys make bodies of their own meanwhile.
    for (const name of ["Alderwick City Council", "Northlight Energy", "Rushmere County Council"])
      await expect(page.getByRole("row", { name })).toBeVisible();
    await page.getByRole("link", { name: "All", exact: true }).click();
    await expect(page).toHaveURL(/sort=total/);
    const totals = await page.locator("tbody td:last-child").allTextContents();
    const numbers = totals.map((text) => Number(text.replaceAll(",", "")));
    expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
    await page.getByRole("link", { name: "Alderwick City Council" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Reports to Alderwick City Council");
    await expect(page.getByRole("article").first()).toBeVisible();
  });
});
