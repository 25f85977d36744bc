import { expect, type Page, test } from "@playwright/test";
import { db } from "@/lib/db";
import { enqueue } from "@/lib/queue";
import { makeDelivery } from "@/lib/testing/factories";
import { joinSite, signInPath, siteReport } from "@/lib/testing/site";
import { mailsTo } from "./mailbox";

let leave: () => Promise<void>;
test.beforeAll(async () => {
  leave = await joinSite();
});
test.afterAll(async () => leave());

/** The demo council's own page; it is the back end of Alderwick's connection. */
const desk = `http://localhost:${Number(process.env.E2E_PORT ?? 3210) + 1}/`;

/** A report in the middle of the town, on its way to the council, whose reporter follows it. */
async function reported() {
  const contact = await db.contact.findFirstOrThrow({
    where: {
      body: { slug: "alderwick-city-council" },
      ...{ connectionId: null, state: "confirmed", questions: { none: { required: true } } },
    },
    select: { id: true, bodyId: true, categoryId: true, body: { select: { defaultConnectionId: true } } },
  });
  const area = await db.area.findFirstOrThrow({ where: { slug: "alderwick" }, select: { id: true } });
  const report = await siteReport({
    ...{ lat: 54.6021, lon: 2.3017, categoryId: contact.categoryId, showName: false },
    areas: { create: { areaId: area.id } },
  });
  const followed = { reportId: report.id, userId: report.reporterId ?? 0 };
  await db.alert.create({ data: { ...followed, kind: "report", confirmedAt: new Date() } });
  const connectionId = contact.body.defaultConnectionId ?? 0;
  const way = { contactId: contact.id, bodyId: contact.bodyId, connectionId, method: "open311" as const };
  const { id } = await makeDelivery({ reportId: report.id, ...way });
  await db.$transaction((tx) => enqueue(tx, "deliver", { deliveryId: id }));
  return { ...report, connectionId };
}

/** Has the council asked at once instead of within a minute. */
async function ask(connectionId: number): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.watermark.updateMany({ where: { connectionId }, data: { dueAt: new Date(0) } });
    await enqueue(tx, "pull-updates", { connectionId });
  });
}

/** Its case on the desk, unfolded. */
async function openCase(page: Page, title: string) {
  const sheet = page.getByRole("article").filter({ hasText: title });
  await expect(async () => {
    await page.goto(desk);
    await expect(sheet).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 30_000 });
  return sheet;
}

test("the council mends it and says so: the report is fixed for everybody, its reporter is written to; it is not fixed after all, and the council hears of that", async ({
  page,
}) => {
  test.slow(); // a worker, a council and a mailbox, each in their own time
  const report = await reported();
  const sheet = await openCase(page, report.title);
  await sheet.getByText("Answer", { exact: true }).click();
  await sheet.getByLabel("What do you want to say?").fill("Filled and rolled.");
  await sheet.getByRole("button", { name: "Set fixed" }).click();
  await ask(report.connectionId);

  await expect(async () => {
    await page.goto(`/report/${report.id}`);
    await expect(page.getByText("Filled and rolled.")).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  const told = page.getByRole("listitem").filter({ hasText: "Filled and rolled." });
  await expect(told).toContainText("Fixed");
  await expect(told).toContainText("Alderwick City Council");
  const { state } = await db.report.findUniqueOrThrow({ where: { id: report.id } });
  expect(state).toBe("fixed_council");
  await expect
    .poll(async () => (await mailsTo(report.email)).join("\n"), { timeout: 40_000 })
    .toMatch(/Filled and rolled\.[\s\S]*State changed to: Fixed/);

  await page.goto(await signInPath(report.reporterId ?? 0, `/report/${report.id}`));
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByLabel("What do you want to say?").fill("It is as deep as before.");
  await page.getByRole("checkbox", { name: "It is not fixed" }).check();
  await page.getByRole("button", { name: "Add update" }).click();
  await expect(page.getByText("It is as deep as before.")).toBeVisible();
  await expect(page.getByRole("heading", { name: report.title })).toBeVisible();
  const reopened = await openCase(page, report.title);
  await expect(async () => {
    await page.goto(desk);
    await expect(reopened).toContainText("It is as deep as before.", { timeout: 500 });
  }).toPass({ timeout: 30_000 });
});
