import { expect, type Page, test } from "@playwright/test";
import { encryptJson } from "@/lib/auth/secrets";
import { db } from "@/lib/db";
import { enqueue } from "@/lib/queue";
import { type Council, startCouncil } from "@/lib/testing/council";
import { makeBody, makeConnection, makeContact, makeDelivery, makeUser } from "@/lib/testing/factories";
import { joinSite, signInPath, siteReport } from "@/lib/testing/site";
import { axe } from "./axe";

let leave: () => Promise<void>;
let council: Council;
test.beforeAll(async () => {
  leave = await joinSite();
  council = await startCouncil();
});
test.afterAll(async () => {
  await council.close();
  await leave();
});

/** A body whose back end is the council above, a report on its way there, and a clerk who sees to it. */
async function onItsWay(state: "due" | "held" = "due") {
  const mark = crypto.randomUUID().slice(0, 8);
  const body = await makeBody({ slug: `body-${mark}`, name: `Body ${mark}` });
  const connection = await makeConnection({
    bodyId: body.id,
    slug: "back-office",
    asDefault: true,
    method: "open311",
    ...(state === "held" && { pausedAt: new Date() }),
    settings: { endpoint: council.url },
    secrets: encryptJson({ apiKey: council.apiKey }),
  });
  const report = await siteReport({ title: `Bench broken ${mark}` });
  const { title, categoryId } = report;
  const contact = await makeContact({ bodyId: body.id, categoryId, destination: "TRE-2" });
  const delivery = await makeDelivery({
    reportId: report.id,
    bodyId: body.id,
    contactId: contact.id,
    connectionId: connection.id,
    method: "open311",
    state,
  });
  const role = await db.role.create({
    data: {
      bodyId: body.id,
      slug: "clerk",
      name: "Clerk",
      permissions: [
        "delivery:view",
        "delivery:act",
        "connection:edit",
        "report:view-private",
        "report:view-reporter",
        "audit:view",
      ],
    },
  });
  const user = await makeUser({
    email: `clerk-${mark}@example.org`,
    bodyId: body.id,
    roles: { create: [{ roleId: role.id }] },
  });
  return { title, user, delivery, connection };
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

test("a council refuses a report: the page says why and shows the call, and after “try now” it has arrived", async ({
  page,
}) => {
  const { title, user, delivery } = await onItsWay();
  council.fault({ on: "post-request", kind: "refuse", status: 400, times: 1 });
  await db.$transaction((tx) => enqueue(tx, "deliver", { deliveryId: delivery.id }));
  const attempts = () => db.deliveryAttempt.count({ where: { deliveryId: delivery.id } });
  await expect.poll(attempts).toBe(1);

  await signIn(page, user.id, "/admin/deliveries");
  const row = page.getByRole("row").filter({ hasText: title });
  await expect(row).toContainText("Waiting");
  await expect(row).toContainText("400");
  await axe(page);
  await row.getByRole("link", { name: title }).click();

  await expect(page.getByRole("heading", { name: "Why it has not arrived" })).toBeVisible();
  await expect(page.getByText("The back end refuses this report.")).toBeVisible();
  const call = page.getByRole("figure", { name: "Attempt 1, call 1" });
  await expect(call).toContainText("Status 400");
  await expect(call).toContainText("service_code = TRE-2");
  await expect(call).toContainText("api_key = ••••");
  expect(await page.content()).not.toContain(council.apiKey);
  await axe(page);

  const dialog = await ask(page, "Try now");
  await axe(page);
  await dialog.getByLabel("Note").fill("They mended it");
  await dialog.getByRole("button", { name: "Try now" }).click();
  await expect(page.getByText(/^Body \w+ has it\.$/)).toBeVisible();
  const reference = council.cases.at(-1)?.reference ?? "none";
  await expect(page.getByText(reference).first()).toBeVisible();
  await expect(page.getByText("Attempt 2", { exact: true })).toBeVisible();
});

test("a paused connection is tested, one report is sent through it, and what waits goes when it is resumed", async ({
  page,
}) => {
  const { title, user, delivery, connection } = await onItsWay("held");
  await signIn(page, user.id, "/admin/connections");
  const card = page.getByRole("article", { name: "back-office" });
  await expect(card).toContainText("Paused");
  await expect(card.getByRole("link", { name: "1 on hold" })).toBeVisible();
  await axe(page);
  await card.getByRole("link", { name: "back-office" }).click();

  await page.getByRole("link", { name: "Test", exact: true }).click();
  await page.getByRole("button", { name: "Test the connection" }).click();
  await expect(page.getByText("Everything that was tried works.")).toBeVisible();
  await page.getByRole("button", { name: "Show the request" }).click();
  await expect(page.getByRole("figure", { name: "What would be sent" })).toContainText(
    "service_code = TRE-2",
  );
  expect(await page.content()).not.toContain(council.apiKey);
  await axe(page);

  await page.getByRole("link", { name: "Settings", exact: true }).click();
  await expect(page.getByLabel(/^API key/)).toHaveValue("");
  await expect(page.getByText("A secret is set.").first()).toBeVisible();
  await axe(page);

  await page.getByRole("link", { name: "Health", exact: true }).click();
  await expect(page.getByLabel("Report", { exact: true })).toContainText(title);
  await axe(page);
  await page.getByRole("button", { name: "Send this one" }).click();
  await expect(page).toHaveURL(`/admin/deliveries/${delivery.id}`);
  await expect(page.getByText(/^Body \w+ has it\.$/)).toBeVisible();

  await page.goto(`/admin/connections/${connection.id}`);
  const dialog = await ask(page, "Resume…");
  await dialog.getByRole("button", { name: "Resume it" }).click();
  await expect(page.getByText("Working", { exact: true })).toBeVisible();
});
