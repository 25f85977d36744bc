import { type APIRequestContext, expect, test } from "@playwright/test";
import sharp from "sharp";
import { db } from "@/lib/db";
import { makeBody, makeDelivery } from "@/lib/testing/factories";
import { confirmPath, joinSite, siteReport } from "@/lib/testing/site";
import { axe } from "./axe";

const minutes = (count: number) => new Date(Date.now() - count * 60_000);
const never = new Date("2126-01-01");

let leave: () => Promise<void>;
test.beforeAll(async () => {
  leave = await joinSite();
});
test.afterAll(() => leave());

const status = async (request: APIRequestContext, path: string) =>
  (await request.get(path, { maxRedirects: 0 })).status();

async function body(name: string) {
  const mark = crypto.randomUUID().slice(0, 8);
  return makeBody({ slug: `body-${mark}`, name: `${name} ${mark}` });
}

/** A picture in the store, as an upload leaves it. */
async function photoOf(owner: { reportId: number } | { updateId: number }) {
  const hash = crypto.randomUUID();
  const [width, height] = [640, 480];
  const bytes = new Uint8Array(
    await sharp({ create: { width, height, channels: 3, background: "#88aacc" } })
      .jpeg()
      .toBuffer(),
  );
  await db.photoData.createMany({ data: ["full", "thumb"].map((size) => ({ hash, size, bytes })) });
  await db.photo.create({ data: { id: crypto.randomUUID(), hash, width, height, ...owner } });
}

/** Sent to a city, refused by a county, mended a day later, with pictures. */
async function mended() {
  const report = await siteReport({
    state: "fixed_council",
    address: "12 Millrace Lane",
    createdAt: minutes(4000),
    confirmedAt: minutes(3990),
  });
  const [city, county] = [await body("City"), await body("County")];
  const reportId = report.id;
  await makeDelivery({
    reportId,
    bodyId: city.id,
    contactId: null,
    state: "sent",
    firstSentAt: minutes(3987),
    externalId: `R-${report.mark}`,
  });
  await makeDelivery({ reportId, bodyId: county.id, contactId: null, state: "skipped" });
  const said = { reportId, visibility: "public", origin: "backend", bodyId: city.id } as const;
  await db.update.create({
    data: { ...said, text: "We look at it.", newState: "investigating", createdAt: minutes(2000) },
  });
  const last = await db.update.create({
    data: { ...said, text: "Filled.", newState: "fixed_council", createdAt: minutes(1500) },
  });
  await photoOf({ reportId });
  await photoOf({ updateId: last.id });
  return { report, city, county };
}

test("three seconds: the state, since when, and the whole way in its order", async ({ page, request }) => {
  const { report, city, county } = await mended();
  await page.goto(`/report/${report.id}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(report.title);
  await expect(page.getByRole("region", { name: "Where it is now" })).toContainText(
    /Fixed\s*since \d+ \w+ \d{4}/,
  );
  const stops = page
    .getByRole("region", { name: "What happened so far" })
    .getByRole("listitem")
    .filter({
      has: page.getByRole("heading", { level: 3 }),
    });
  await expect(stops.getByRole("heading", { level: 3 })).toHaveText([
    "Reported",
    `Sent to ${city.name}`,
    `Not sent to ${county.name}`,
    "Investigating",
    "Fixed",
  ]);
  await expect(stops.nth(1)).toContainText("3 minutes later");
  await expect(stops.nth(1)).toContainText(`Their reference R-${report.mark}`);
  await expect(stops.nth(4)).toContainText("Filled.");

  for (const name of [`Photo of “${report.title}”`, "Photo to this update"]) {
    const link = page.getByRole("link", { name });
    await expect(link).toBeVisible();
    const full = await request.get((await link.getAttribute("href")) ?? "");
    expect([full.status(), full.headers()["content-type"]]).toEqual([200, "image/jpeg"]);
  }
});

test("while it is on its way, the page tells by itself that it was sent", async ({ page }) => {
  const report = await siteReport();
  const city = await body("City");
  const { id } = await makeDelivery({
    reportId: report.id,
    bodyId: city.id,
    contactId: null,
    dueAt: never,
  });
  await page.goto(`/report/${report.id}?confirmed=1`);
  await expect(page.getByRole("heading", { name: `On its way to ${city.name}` })).toBeVisible();
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  // What the worker writes once the body's system has answered.
  const now = new Date();
  const sent = {
    state: "sent",
    firstSentAt: now,
    sentAt: now,
    attempts: 1,
    externalId: `R-${report.mark}`,
  } as const;
  await db.delivery.update({ where: { id }, data: sent });
  await expect(page.getByRole("heading", { name: `Sent to ${city.name}` })).toBeVisible({ timeout: 5_000 });
  await expect(page.getByText(`R-${report.mark}`).first()).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "up to date" })).toHaveCount(1);
  expect(await page.evaluate(() => "sameDocument" in window)).toBe(true);
});

test("after confirming by the mailed link, the reporter is thanked and told what comes next", async ({
  page,
}) => {
  const report = await siteReport({ visibility: "unconfirmed", confirmedAt: null });
  expect(await status(page.request, `/report/${report.id}`)).toBe(404);
  await page.goto(await confirmPath(report));
  await page.getByRole("button", { name: "Confirm and send report" }).click();
  await expect(page).toHaveURL(`/report/${report.id}?confirmed=1`);
  await expect(page.getByText("Thank you. Your report is public")).toBeVisible();
  await expect(page.getByText("You reported this.")).toBeVisible();
  // Somebody looked a moment before it was confirmed: that answer is not kept for long.
  await expect.poll(() => status(page.request, `/report/${report.id}?everybody`)).toBe(200);
});

test("without scripts: the same words, a still map, and a page that looks again by itself", async ({
  browser,
}) => {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  const { report, city } = await mended();
  await page.goto(`/report/${report.id}`);
  await expect(page.getByRole("heading", { name: `Sent to ${city.name}` })).toBeVisible();
  const map = page.getByRole("img", { name: "Map of the place" });
  await expect(map).toBeVisible();
  const picture = await page.request.get((await map.getAttribute("src")) ?? "");
  expect(picture.headers()["content-type"]).toBe("image/png");
  await expect(page.getByRole("button", { name: "Copy link" })).toHaveCount(0);
  await expect(page.locator('meta[http-equiv="refresh"]')).toHaveCount(0);

  const fresh = await siteReport();
  await makeDelivery({ reportId: fresh.id, bodyId: city.id, contactId: null, dueAt: never });
  await page.goto(`/report/${fresh.id}`);
  await expect(page.locator('meta[http-equiv="refresh"]')).toHaveCount(1);

  const hidden = await siteReport({ visibility: "hidden" });
  const secret = await siteReport({ visibility: "private" });
  for (const [path, heading] of [
    ["/report/2000000000", "There is no such report"],
    [`/report/${secret.id}`, "This report is private"],
    [`/report/${hidden.id}`, "This report was taken down"],
  ] as const) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
  }
});

test("each kind of report has its status, and tells nothing that it should not", async ({ request }) => {
  const city = await body("City");
  for (const [visibility, expected] of [
    ["public", 200],
    ["unconfirmed", 404],
    ["private", 403],
    ["hidden", 410],
  ] as const) {
    const report = await siteReport({ visibility });
    await makeDelivery({
      reportId: report.id,
      bodyId: city.id,
      contactId: null,
      dueAt: never,
      lastError: `error-${report.mark}`,
    });
    const addresses = [
      `/report/${report.id}`,
      `/report/${report.id}?confirmed=1`,
      `/report/${report.id}?everybody`,
      `/api/report/${report.id}/journey`,
      `/report/${report.id}/gone`,
    ];
    expect((await request.get(addresses[0] ?? "")).status()).toBe(expected);
    for (const address of addresses) {
      for (const headers of [{}, { RSC: "1" }] as Record<string, string>[]) {
        const text = await (await request.get(address, { headers })).text();
        // Name, mail address and telephone number all carry the mark; so does the error that a body answered.
        for (const private_ of [
          `Wilhelmina ${report.mark}`,
          report.email,
          `+44 7700 ${report.mark}`,
          `error-${report.mark}`,
        ])
          expect(text.includes(private_), `${visibility} ${address}: ${private_}`).toBe(false);
        if (visibility !== "public")
          expect(text.includes(report.title), `${visibility} ${address}: title`).toBe(false);
      }
    }
  }
});

test("what is no report's address is not found, nor is the inside of the site", async ({ request }) => {
  const { id } = await siteReport();
  for (const path of ["abc", `0${id}`, `${id}x`, `${id}.5`, "0", "99999999999", "2000000000"])
    expect(await status(request, `/report/${path}`), path).toBe(404);
  expect(await status(request, `/live/report/${id}`)).toBe(404);
});

test("a private report is its reporter's to see, and leads others to signing in", async ({
  page,
  request,
}) => {
  const report = await siteReport({ visibility: "private" });
  const response = await page.goto(`/report/${report.id}`);
  expect(response?.status()).toBe(403);
  await expect(page.getByRole("link", { name: "Sign in" })).toHaveAttribute(
    "href",
    `/auth?next=/report/${report.id}`,
  );
  await axe(page);

  await page.goto(await confirmPath(report));
  await page.getByRole("button").first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(report.title);
  await expect(page.getByText("Only the person who reported it")).toBeVisible();
  // The next visitor sees nothing of it.
  expect(await status(request, `/report/${report.id}`)).toBe(403);
  // Nor does the reporter of another.
  const other = await siteReport({ visibility: "private" });
  await page.goto(`/report/${other.id}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This report is private");
});

test("a report that is hidden is gone within seconds, also for the first who comes after a quiet time", async ({
  request,
}) => {
  const report = await siteReport({ confirmedAt: minutes(100_000) });
  const path = `/report/${report.id}`;
  expect(await status(request, path)).toBe(200);
  await db.report.update({ where: { id: report.id }, data: { visibility: "hidden" } });
  const seen: number[] = [];
  const look = async () => {
    seen.push(await status(request, path));
    return seen.at(-1);
  };
  // Nobody asks for longer than a page is kept; whoever comes next must not be shown it once more.
  await expect.poll(look, { intervals: [5_500] }).toBe(307);
  expect(seen.length).toBeLessThanOrEqual(2);
  expect((await request.get(path)).status()).toBe(410);
});

test("links that are shared carry a title, a sentence and a picture", async ({ page, request, baseURL }) => {
  const { report } = await mended();
  await page.goto(`/report/${report.id}`);
  const meta = (name: string) =>
    page.locator(`meta[property="${name}"], meta[name="${name}"]`).getAttribute("content");
  expect(await meta("og:title")).toBe(report.title);
  expect(await meta("description")).toMatch(/12 Millrace Lane: Fixed\. Reported on/);
  const canonical = await page.locator('link[rel="canonical"]').getAttribute("href");
  expect(canonical).toBe(`${baseURL}/report/${report.id}`);
  expect((await request.get((await meta("og:image")) ?? "")).headers()["content-type"]).toBe("image/jpeg");

  const plain = await siteReport();
  await page.goto(`/report/${plain.id}`);
  expect((await request.get((await meta("og:image")) ?? "")).headers()["content-type"]).toBe("image/png");
});

test("with the keyboard alone the link is copied, and that is said", async ({ page, context, baseURL }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const report = await siteReport();
  await page.goto(`/report/${report.id}`);
  const copy = page.getByRole("button", { name: "Copy link" });
  await expect(copy).toBeVisible();
  await page.getByRole("link", { name: "Report another problem here" }).focus();
  await page.keyboard.press("Tab");
  await expect(copy).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Link copied")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${baseURL}/report/${report.id}`);
});

for (const [width, colorScheme] of [
  [375, "light"],
  [1280, "dark"],
] as const) {
  test(`accessible and nothing too wide at ${width} px in the ${colorScheme}`, async ({ browser }) => {
    // Four pages, each looked through by axe.
    test.slow();
    const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
    const page = await context.newPage();
    const { report } = await mended();
    const nobody = await siteReport({
      title: "Donaudampfschifffahrtsgesellschaftskapitänsmützenständerbefestigung",
    });
    const hidden = await siteReport({ visibility: "hidden" });
    for (const id of [report.id, nobody.id, hidden.id, 2_000_000_000]) {
      await page.goto(`/report/${id}`);
      await axe(page);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, String(id)).toBe(0);
    }
  });
}
