import { type Browser, expect, type Page, test } from "@playwright/test";
import sharp from "sharp";
import { db } from "@/lib/db";
import { makeBody, makeDelivery, makeUser } from "@/lib/testing/factories";
import { confirmPath, joinSite, signInPath, siteReport } from "@/lib/testing/site";
import { axe } from "./axe";
import { confirmLink } from "./mailbox";

let leave: () => Promise<void>;
test.beforeAll(async () => {
  leave = await joinSite();
});
test.afterAll(() => leave());

const withoutScripts = async (browser: Browser) =>
  (await browser.newContext({ javaScriptEnabled: false })).newPage();

const form = (page: Page) => page.getByRole("region", { name: "Add an update" });
const standing = (page: Page) => page.getByRole("region", { name: "Where it is now" });
const way = (page: Page) => page.getByRole("region", { name: "What happened so far" });

const photo = {
  name: "near.jpg",
  mimeType: "image/jpeg",
  buffer: await sharp({ create: { width: 900, height: 700, channels: 3, background: "#704030" } })
    .jpeg()
    .toBuffer(),
};

/** Reported, and with a city that is told of updates by e-mail. */
async function withCity(report: Parameters<typeof siteReport>[0] = {}) {
  const mark = crypto.randomUUID().slice(0, 8);
  const made = await siteReport(report);
  const body = await makeBody({ slug: `city-${mark}`, name: `City ${mark}`, forwardUpdates: true });
  await makeDelivery({
    ...{ reportId: made.id, bodyId: body.id, contactId: null, state: "sent" },
    ...{ firstSentAt: new Date(), sentAt: new Date(), sentTo: [`office-${mark}@council.example`] },
  });
  return { report: made, body };
}

test("a passer-by without scripts says that it is fixed, with a photo, and confirms it from the mail", async ({
  browser,
  page: scripted,
}) => {
  const { report, body } = await withCity();
  const email = `passer-by-${report.mark}@example.org`;
  const page = await withoutScripts(browser);
  await page.goto(`/report/${report.id}`);
  await expect(form(page)).toContainText(`${body.name} is told of your update by e-mail.`);
  await form(page).getByLabel("What do you want to say?").fill("Filled this morning.");
  await form(page).getByLabel("It is fixed").check();
  await form(page).locator('input[type="file"]').setInputFiles(photo);
  await form(page).getByLabel("Name", { exact: true }).fill("Bo Fell");
  await form(page).getByRole("button", { name: "Add update" }).click();

  // The address is missing; nothing else is lost by it, the photo neither.
  const problems = page.getByRole("main").getByRole("alert");
  await expect(problems).toContainText("Enter an e-mail address");
  await expect(problems).toBeInViewport();
  await expect(form(page).getByLabel("What do you want to say?")).toHaveValue("Filled this morning.");
  await expect(form(page).getByLabel("It is fixed")).toBeChecked();
  await expect(form(page).getByRole("img", { name: "Photo 1" })).toBeVisible();
  await form(page).getByLabel("E-mail address").fill(email);
  await form(page).getByRole("button", { name: "Add update" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Look into your e-mail");
  await expect(page.getByRole("main")).toContainText("Your update is not shown yet.");

  await page.goto(await confirmLink(email));
  await expect(page.getByRole("main")).toContainText("Filled this morning.");
  await expect(page.getByRole("main")).toContainText("The report is marked as fixed.");
  await axe(scripted, page);
  await page.getByRole("button", { name: "Confirm update" }).click();
  await expect(page).toHaveURL(new RegExp(`/report/${report.id}\\?said=\\d+#update-\\d+$`));
  await expect(page.getByText("Thank you. Your update is public.")).toBeVisible();
  await expect(standing(page)).toContainText("Fixed");
  await expect(way(page)).toContainText("Filled this morning.");
  await expect(way(page).getByRole("link", { name: /^Photo to this update/ })).toBeVisible();
  // Their name is not shown, as they did not ask for it.
  await expect(page.getByText("Bo Fell")).toHaveCount(0);

  // Everybody sees it, and the link does nothing a second time.
  const other = await withoutScripts(browser);
  await expect(async () => {
    await other.goto(`/report/${report.id}`);
    await expect(standing(other)).toContainText("Fixed", { timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
  await expect(form(other).getByLabel("It is not fixed")).toHaveCount(0);
  await expect(form(other).getByRole("link", { name: "report it anew at this place" })).toBeVisible();
  await page.goto(await confirmLink(email));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This update is confirmed");
  expect(await db.update.count({ where: { reportId: report.id } })).toBe(1);
});

test("its reporter opens a report again that is not fixed, on a phone and by keyboard alone", async ({
  page,
}) => {
  await page.setViewportSize({ width: 375, height: 720 });
  const { report } = await withCity({ state: "fixed_council", visibility: "public" });
  await db.update.create({
    data: {
      ...{ reportId: report.id, origin: "backend", visibility: "public", text: "Filled." },
      ...{ newState: "fixed_council", confirmedAt: new Date() },
    },
  });
  await page.goto(await confirmPath(report));
  await page.getByRole("button").first().click();
  await expect(page.getByText("You reported this.")).toBeVisible();
  const text = form(page).getByLabel("What do you want to say?");
  // Once scripts run, photos are sent by themselves.
  await expect(form(page).locator('input[type="file"]:not([name])')).toBeVisible();
  await axe(page);

  await text.focus();
  await page.keyboard.type("The hole is back.");
  const tick = form(page).getByLabel("It is not fixed");
  await expect(async () => {
    await page.keyboard.press("Tab");
    await expect(tick).toBeFocused({ timeout: 50 });
  }).toPass();
  await page.keyboard.press("Space");
  await expect(tick).toBeChecked();
  const button = form(page).getByRole("button", { name: "Add update" });
  await expect(async () => {
    await page.keyboard.press("Tab");
    await expect(button).toBeFocused({ timeout: 50 });
  }).toPass();
  await page.keyboard.press("Enter");
  await expect(page.getByText("The report is open again.")).toBeVisible();
  await expect(standing(page)).toContainText("Open");
  await expect(way(page).getByRole("heading", { name: "Open again" })).toBeVisible();
  await expect(way(page)).toContainText("the person who reported it");
  // The form is empty again, for the next time.
  await expect(text).toHaveValue("");
});

test("with scripts a photo is sent at once, and a form that fails keeps everything", async ({ page }) => {
  const { report } = await withCity();
  const person = await makeUser({ email: `signed-in-${report.mark}@example.org` });
  await page.goto(await signInPath(person.id, `/report/${report.id}`));
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(form(page).getByLabel("E-mail address")).toHaveCount(0);
  await expect(form(page).locator('input[type="file"]:not([name])')).toBeVisible();
  await form(page).locator('input[type="file"]').setInputFiles(photo);
  await expect(form(page).getByRole("img", { name: "Photo 1" })).toBeVisible();
  await form(page).getByLabel("What do you want to say?").fill("Seen from the bridge.");

  await page.route(`**/report/${report.id}`, (route) =>
    route.request().method() === "POST" ? route.abort() : route.continue(),
  );
  await form(page).getByRole("button", { name: "Add update" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("did not get through");
  await expect(form(page).getByLabel("What do you want to say?")).toHaveValue("Seen from the bridge.");
  await page.unroute(`**/report/${report.id}`);
  await form(page).getByRole("button", { name: "Add update" }).click();
  await expect(page.getByText("Thank you. Your update is public.")).toBeVisible();
  await expect(way(page)).toContainText("Seen from the bridge.");
  expect(await db.update.count({ where: { reportId: report.id } })).toBe(1);
});

test("a clerk answers in the city's name, and hides what a visitor should not have written", async ({
  page,
}) => {
  const { report, body } = await withCity();
  const said = {
    reportId: report.id,
    origin: "citizen",
    visibility: "public",
    confirmedAt: new Date(),
  } as const;
  await db.update.create({ data: { ...said, text: "The neighbour at number 4 did it." } });
  await db.responseTemplate.create({
    data: { bodyId: body.id, title: "Planned", text: "We come soon.", state: "planned" },
  });
  const role = await db.role.create({
    data: {
      ...{ bodyId: body.id, slug: "clerk", name: "Clerk" },
      permissions: ["report:view-private", "report:update", "update:edit"],
    },
  });
  const clerk = await makeUser({ bodyId: body.id, roles: { create: [{ roleId: role.id }] } });
  await page.goto(await signInPath(clerk.id, `/admin/reports/${report.id}`));
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(String(report.id));
  await page.getByLabel("Template").selectOption({ label: "Planned" });
  await expect(page.getByLabel("What everybody reads")).toHaveValue("We come soon.");
  await expect(page.getByLabel("The report becomes")).toHaveValue("planned");
  await axe(page);
  await page.getByRole("button", { name: "Publish update" }).click();
  await expect(page.getByText("The update is public.")).toBeVisible();
  await expect(page.getByLabel("What everybody reads")).toHaveValue("");
  await expect(page.getByRole("listitem").filter({ hasText: "We come soon." })).toContainText(body.name);

  const rude = page.getByRole("listitem").filter({ hasText: "number 4" });
  await rude.getByRole("button", { name: "Hide" }).click();
  const dialog = page.getByRole("dialog", { name: "Hide this update?" });
  await axe(page);
  await dialog.getByRole("button", { name: "Hide it" }).click();
  await expect(dialog).toContainText("Say why.");
  await dialog.getByRole("textbox").fill("It accuses a neighbour.");
  await dialog.getByRole("button", { name: "Hide it" }).click();
  await expect(rude).toContainText("Hidden");

  await page.goto(`/report/${report.id}`);
  await expect(way(page)).toContainText("We come soon.");
  await expect(way(page)).toContainText(`${body.name} last said something on`);
  await expect(page.getByText("number 4")).toHaveCount(0);
  await expect(form(page)).toContainText(`You write in the name of ${body.name}.`);
});

for (const [width, colorScheme] of [
  [375, "dark"],
  [1280, "light"],
] as const) {
  test(`the form is accessible and nothing is too wide at ${width} px in the ${colorScheme}`, async ({
    browser,
  }) => {
    const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
    const page = await context.newPage();
    const { report } = await withCity();
    await page.goto(`/report/${report.id}`);
    await form(page).getByRole("button", { name: "Add update" }).click();
    await expect(page.getByRole("main").getByRole("alert")).toContainText("Write something");
    await axe(page);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
  });
}
