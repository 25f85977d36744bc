import { createHmac } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { announce } from "@/lib/announce";
import { db } from "@/lib/db";
import { makeBody, makeDelivery, makeUser } from "@/lib/testing/factories";
import { openReceiver, type ReceivedCall, type Receiver } from "@/lib/testing/receiver";
import { joinSite, signInPath, siteReport } from "@/lib/testing/site";
import { axe } from "./axe";

let leave: () => Promise<void>;
let receiver: Receiver;
test.beforeAll(async () => {
  leave = await joinSite();
  receiver = await openReceiver();
});
test.afterAll(async () => {
  await receiver.close();
  await leave();
});

/** A body with a report that it has, and somebody there who connects other systems. */
async function connected() {
  const mark = crypto.randomUUID().slice(0, 8);
  const body = await makeBody({ slug: `body-${mark}`, name: `Body ${mark}` });
  const permissions = ["api:edit", "report:view-private"];
  const role = await db.role.create({ data: { bodyId: body.id, slug: "it", name: "IT", permissions } });
  const user = await makeUser({
    email: `it-${mark}@example.org`,
    bodyId: body.id,
    roles: { create: [{ roleId: role.id }] },
  });
  const report = await siteReport({ title: `Lamp out ${mark}` });
  await makeDelivery({ reportId: report.id, bodyId: body.id, state: "sent", firstSentAt: new Date() });
  return { mark, body, user, report };
}

async function signIn(page: Page, userId: number, next: string) {
  await page.goto(await signInPath(userId, next));
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Presses until the dialog is there: before scripts run, a press does nothing. */
async function ask(page: Page, name: string) {
  await expect(async () => {
    await page.getByRole("button", { name, exact: true }).first().click({ timeout: 1000 });
    await expect(page.getByRole("dialog")).toBeVisible({ timeout: 1000 });
  }).toPass();
  return page.getByRole("dialog");
}

const signedWith = (secret: string, { headers, body }: ReceivedCall): boolean => {
  const text = `${String(headers["x-mendline-timestamp"])}.${body}`;
  const hmac = createHmac("sha256", secret).update(text).digest("hex");
  return headers["x-mendline-signature-v2"] === `sha256=${hmac}`;
};

test("another system is connected, tested, told of a report, and told again what it did not take", async ({
  page,
}) => {
  const { mark, body, user, report } = await connected();
  await signIn(page, user.id, "/admin/webhooks");
  await expect(page.getByText("No other system is told of anything.")).toBeVisible();
  await axe(page);
  await page.getByRole("link", { name: "New webhook" }).click();
  await expect(page.getByLabel("Hears of")).toHaveValue(String(body.id));
  await axe(page);
  await page.getByLabel("Name", { exact: true }).fill(`Chat ${mark}`);
  await page.getByLabel("Address").fill("receiver");
  await page.getByRole("button", { name: "Make the webhook" }).click();
  await expect(page.getByText("Write a web address: https://…").first()).toBeVisible();
  await page.getByLabel("Address").fill(receiver.url);
  await page.getByRole("button", { name: "Make the webhook" }).click();
  const secret = (await page.locator("[data-secret]").textContent()) ?? "";
  expect(secret).toMatch(/^whsec_/);
  await axe(page);
  await page.getByRole("link", { name: "Go on to the webhook" }).click();
  await expect(page.getByRole("heading", { name: `Chat ${mark}` })).toBeVisible();
  expect(await page.content()).not.toContain(secret);
  await axe(page);

  await page.getByRole("button", { name: "Send a test" }).click();
  await expect(page.getByText("It was taken.")).toBeVisible();
  await expect(page.getByRole("figure", { name: "The test over the wire" })).toContainText("Status 204");
  const [ping] = receiver.calls;
  expect(ping && signedWith(secret, ping)).toBe(true);
  await axe(page);

  receiver.answer({ status: 503, text: "closed for lunch" });
  await announce(db, { event: "report.changed", reportId: report.id });
  const row = page.getByRole("row").filter({ hasText: "A report is changed" });
  await expect(row).toContainText("Tried in vain", { timeout: 20_000 });
  await row.getByRole("link", { name: "A report is changed" }).click();
  const call = page.getByRole("figure", { name: "Call 1" });
  await expect(call).toContainText("Status 503");
  await expect(call).toContainText(`Lamp out ${mark}`);
  expect(await page.content()).not.toContain(secret);
  await axe(page);

  receiver.answer({ status: 204 });
  const dialog = await ask(page, "Send it now");
  await axe(page);
  await dialog.getByRole("button", { name: "Send", exact: true }).click();
  await expect.poll(() => receiver.calls.length).toBe(3);
  const [, failed, taken] = receiver.calls;
  if (!failed || !taken) throw new Error("Three calls were expected.");
  expect(signedWith(secret, taken)).toBe(true);
  expect(taken.headers["x-mendline-event-id"]).toBe(failed.headers["x-mendline-event-id"]);
  expect(JSON.parse(taken.body)).toMatchObject({ event: "report.changed", report: { id: report.id } });
  expect(taken.body).not.toContain(report.email);
});

test("a webhook is paused and goes on, gets a new secret, and is deleted", async ({ page }) => {
  const { mark, body, user } = await connected();
  const hook = await db.webhook.create({
    data: {
      bodyId: body.id,
      name: `Desk ${mark}`,
      url: receiver.url,
      secret: "v1.x",
      events: ["report.changed"],
    },
  });
  await signIn(page, user.id, `/admin/webhooks/${hook.id}`);
  const pause = await ask(page, "Pause…");
  await pause.getByLabel("Note").fill("They move house");
  await pause.getByRole("button", { name: "Pause", exact: true }).click();
  await expect(page.getByText("It is paused: what happens waits until it is resumed.")).toBeVisible();
  await axe(page);
  const resume = await ask(page, "Resume…");
  await resume.getByRole("button", { name: "Resume", exact: true }).click();
  await expect(page.getByText("It is paused: what happens waits until it is resumed.")).toHaveCount(0);

  await page.getByText("Make a new secret…").click();
  await page.getByRole("button", { name: "Make a new secret" }).click();
  await expect(page.locator("[data-secret]")).toHaveText(/^whsec_/);
  await axe(page);

  const remove = await ask(page, "Delete…");
  await remove.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(page).toHaveURL(/\/admin\/webhooks$/);
  expect(await db.webhook.findUnique({ where: { id: hook.id } })).toBeNull();
});
