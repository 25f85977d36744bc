import { expect, type Page, test } from "@playwright/test";
import sharp from "sharp";
import { axe } from "./axe";
import { confirmLink } from "./mailbox";

const place = "/report/new?lat=54.6&lon=2.3";
const phone = { width: 375, height: 720 };

/** A mailbox of its own for each test, so that they can run at once and again. */
const address = () => `form-${crypto.randomUUID().slice(0, 8)}@example.org`;

const photo = (background: string) =>
  sharp({ create: { width: 2600, height: 1900, channels: 3, background } })
    .jpeg()
    .toBuffer();

async function open(page: Page, path = place) {
  await page.goto(path);
  await expect(page.locator("form[data-wizard]")).toBeVisible();
}

/** Within the form: Next keeps an empty one of its own for page titles. */
const alert = (page: Page) => page.locator("form").getByRole("alert");
const go = (page: Page) => page.getByRole("button", { name: "Continue" }).click();
const at = (page: Page, heading: string) =>
  expect(page.getByRole("heading", { name: heading })).toBeVisible();

async function fillDetails(page: Page, title: string) {
  await page.getByLabel("In a few words").fill(title);
  await page
    .getByLabel("What is wrong, and where exactly?")
    .fill("Outside number 12, on the side of the park.");
}

async function fillYou(page: Page, email: string) {
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Name", { exact: true }).fill("Ada Marsh");
}

/** Follows the mailed link and waits until the report's page tells that the body has it. */
async function confirm(page: Page, email: string, sent: RegExp) {
  await expect(page).toHaveURL(/\/auth\/check-email/);
  await page.goto(await confirmLink(email));
  await page.getByRole("button", { name: "Confirm and send report" }).click();
  await expect(page).toHaveURL(/\/report\/\d+/);
  await expect(async () => {
    await page.reload();
    await expect(page.getByText(sent).first()).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
}

test("a pothole with answers and photos reaches the council's system, step by step on a phone", async ({
  page,
}) => {
  test.slow(); // seven screens, each looked at by axe
  await page.setViewportSize(phone);
  const email = address();
  await open(page);
  await at(page, "Where is it?");
  await expect(page.getByText("Alderwick City Council").first()).toBeVisible();
  await axe(page);
  await go(page);

  await at(page, "What kind of problem is it?");
  await axe(page);
  await page.getByLabel("Search the kinds of problem").fill("pot-hole");
  await page.getByRole("radio", { name: /^Pothole/ }).check();
  await go(page);

  await at(page, "A few questions about it");
  await expect(page.getByText("Please do not step into the road")).toBeVisible();
  await axe(page);
  await page.getByLabel("How deep is the hole").fill("12");
  await page.getByLabel("Where on the road is it?").selectOption({ label: "In a cycle lane" });
  await page.getByRole("checkbox", { name: "Many people cycle here" }).check();
  await page.getByLabel("Since when has it been there?").fill("2026-11-01T08:30");
  await go(page);

  await at(page, "Photos");
  await page.locator("#photo-files").setInputFiles([
    { name: "near.jpg", mimeType: "image/jpeg", buffer: await photo("#806040") },
    { name: "far.jpg", mimeType: "image/jpeg", buffer: await photo("#405060") },
    { name: "notes.jpg", mimeType: "image/jpeg", buffer: Buffer.from("these are only words") },
  ]);
  await expect(page.getByRole("img", { name: "Photo 2" }).first()).toBeVisible();
  await expect(alert(page).filter({ hasText: "notes.jpg" })).toBeVisible();
  await axe(page);
  await page.getByRole("button", { name: "Remove: notes.jpg" }).click();
  await go(page);

  await at(page, "Describe it");
  await axe(page);
  await fillDetails(page, "Deep pothole in the cycle lane");
  await go(page);

  await at(page, "About you");
  await expect(page.getByRole("checkbox", { name: /Show my name/ })).not.toBeChecked();
  await axe(page);
  await fillYou(page, email);
  await go(page);

  await at(page, "Check and send");
  await axe(page);
  const review = page.locator("#step-review");
  await expect(review).toContainText("Deep pothole in the cycle lane");
  await expect(review).toContainText("In a cycle lane");
  await expect(review).toContainText("Reported by somebody who does not show their name");
  await expect(review.getByRole("img", { name: "Photo 2" })).toBeVisible();
  await page.getByRole("button", { name: "Send report" }).click();
  await confirm(page, email, /Alderwick City Council has it, reference/);
  await expect(page.locator('img[src*="/photo/"]').first()).toBeVisible();
  await expect(page.getByText("Ada Marsh")).toHaveCount(0);
});

test("graffiti goes to its office by e-mail, on one page on a wide screen", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  const email = address();
  await open(page, place);
  await page.getByRole("radio", { name: /^Graffiti/ }).check();
  await fillDetails(page, "Paint on the bandstand");
  await fillYou(page, email);
  await page.getByRole("checkbox", { name: /Show my name/ }).check();
  await expect(page.locator("#step-review")).toContainText("Reported by Ada Marsh");
  await axe(page);
  await page.getByRole("button", { name: "Send report" }).click();
  await confirm(page, email, /Sent to Alderwick City Council/);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a pothole is reported with a photo, and an error loses neither answers nor photo", async ({
    page,
  }) => {
    const email = address();
    await page.goto(place);
    await page.getByRole("radio", { name: /^Pothole/ }).check();
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page.getByText("Kind of problem: Pothole")).toBeVisible();

    await page.getByLabel("How deep is the hole").fill("0");
    await page
      .locator("#photo-files")
      .setInputFiles({ name: "near.jpg", mimeType: "image/jpeg", buffer: await photo("#704030") });
    await fillDetails(page, "   ");
    await fillYou(page, email);
    await page.getByRole("button", { name: "Send report" }).click();

    const summary = alert(page);
    await expect(summary).toContainText("Say in a few words what is wrong.");
    await expect(page.getByLabel("How deep is the hole")).toHaveValue("0");
    await expect(page.getByLabel("What is wrong, and where exactly?")).toHaveValue(/number 12/);
    await expect(page.getByLabel("E-mail address")).toHaveValue(email);
    await expect(page.getByRole("checkbox", { name: "Keep photo 1" })).toBeChecked();
    await page.getByLabel("In a few words").fill("Shallow pothole");
    await page.getByRole("button", { name: "Send report" }).click();
    await confirm(page, email, /Alderwick City Council has it, reference/);
    await expect(page.locator('img[src*="/photo/"]').first()).toBeVisible();
  });
});

test("the whole form can be filled in and sent with the keyboard alone", async ({ page }) => {
  await page.setViewportSize(phone);
  const email = address();
  await open(page);
  const tabTo = async (reached: () => Promise<boolean>) => {
    for (let presses = 0; presses < 40; presses++) {
      if (await reached()) return;
      await page.keyboard.press("Tab");
    }
    throw new Error("Tab does not reach it.");
  };
  const focused = (selector: string) => () =>
    page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);
  const onward = async (heading: string) => {
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: heading })).toBeFocused();
  };
  await tabTo(focused('form button[type="submit"]'));
  await onward("What kind of problem is it?");
  await tabTo(focused('input[name="category"]'));
  const graffiti = page.getByRole("radio", { name: /^Graffiti/ });
  await page.keyboard.press("Space");
  for (let presses = 0; presses < 40 && !(await graffiti.isChecked()); presses++) {
    await page.keyboard.press("ArrowDown");
  }
  await expect(graffiti).toBeChecked();
  await onward("Photos");
  await tabTo(focused('form button.w-full[type="submit"]'));
  await onward("Describe it");
  await tabTo(focused("#title"));
  await page.keyboard.type("Paint on the bench");
  await tabTo(focused("#detail"));
  await page.keyboard.type("By the pond, the bench on the left.");
  await tabTo(focused('form button.w-full[type="submit"]'));
  await onward("About you");
  await tabTo(focused("#email"));
  await page.keyboard.type(email);
  await tabTo(focused("#name"));
  await page.keyboard.type("Ada Marsh");
  await onward("Check and send");
  await tabTo(focused('form button.w-full[type="submit"]'));
  await page.keyboard.press("Enter");
  await confirm(page, email, /Sent to Alderwick City Council/);
});

test("the browser's Back goes one step back, a reload stays; both keep what was typed", async ({ page }) => {
  await page.setViewportSize(phone);
  await open(page);
  await go(page);
  await page.getByRole("radio", { name: /^Graffiti/ }).check();
  await go(page);
  await go(page);
  await at(page, "Describe it");
  await fillDetails(page, "Paint on the gate");
  await page.goBack();
  await at(page, "Photos");
  await page.goBack();
  await at(page, "What kind of problem is it?");
  await expect(page.getByRole("radio", { name: /^Graffiti/ })).toBeChecked();
  await page.goForward();
  await go(page);
  await expect(page.getByLabel("In a few words")).toHaveValue("Paint on the gate");
  await page.reload();
  await at(page, "Describe it");
  await expect(page.getByLabel("In a few words")).toHaveValue("Paint on the gate");
  await page.getByRole("button", { name: "Start over" }).click();
  await at(page, "Where is it?");
  await page.reload();
  await expect(page.getByLabel("In a few words")).toHaveValue("");
});

test("a fault is named with its field, and leads to it on a phone", async ({ page }) => {
  await page.setViewportSize(phone);
  await open(page);
  await go(page);
  await go(page);
  await expect(alert(page)).toContainText("Choose a category.");
  await page.getByRole("radio", { name: /^Pothole/ }).check();
  await go(page);
  await page.getByLabel("How deep is the hole").fill("deep");
  await go(page);
  await expect(alert(page)).toBeFocused();
  await page.getByRole("link", { name: /How deep is the hole/ }).click();
  await expect(page.getByLabel("How deep is the hole")).toBeFocused();
  await axe(page);
});

test("an answer that belongs to the emergency line ends the form and says so", async ({ page }) => {
  await page.setViewportSize(phone);
  await open(page);
  await go(page);
  await page.getByRole("radio", { name: /^Bad smell/ }).check();
  await go(page);
  await page.getByRole("radio", { name: "Gas", exact: true }).check();
  await expect(page.getByText("ring the gas emergency line")).toBeVisible();
  await expect(page.getByRole("button", { name: "Continue" })).toHaveCount(0);
  await axe(page);
  await page.getByRole("radio", { name: "Drains or sewage" }).check();
  await expect(page.getByRole("button", { name: "Continue" })).toBeVisible();
});

test("a lost connection says so and keeps everything", async ({ page, context }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await open(page);
  await page.getByRole("radio", { name: /^Graffiti/ }).check();
  await fillDetails(page, "Paint on the wall");
  await fillYou(page, address());
  await context.setOffline(true);
  await page.getByRole("button", { name: "Send report" }).click();
  await expect(alert(page)).toContainText("did not get through");
  await expect(page.getByLabel("In a few words")).toHaveValue("Paint on the wall");
  await context.setOffline(false);
  await page.getByRole("button", { name: "Send report" }).click();
  await expect(page).toHaveURL(/\/auth\/check-email/);
});

test("without a place the page asks for one; where nobody is responsible it says what to do", async ({
  page,
}) => {
  await page.goto("/report/new?lat=north&lon=");
  await expect(page.getByRole("heading", { name: "Where is the problem?" })).toBeVisible();
  await axe(page);
  await page.goto("/report/new?lat=10&lon=10");
  await expect(page.getByRole("heading", { name: "Nobody takes reports for this place yet" })).toBeVisible();
  await expect(page.locator('form[action*="report"]')).toHaveCount(0);
  await axe(page);
});
