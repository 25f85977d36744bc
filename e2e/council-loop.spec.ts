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
async function ask(connectionId: number, job: "pull-updates" | "pull-requests"): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.watermark.updateMany({ where: { connectionId }, data: { dueAt: new Date(0) } });
    await enqueue(tx, job, { connectionId });
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
  await ask(report.connectionId, "pull-updates");

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

test("what the council finds by itself is on the map, as its own, and without people's numbers", async ({
  page,
}) => {
  const mark = crypto.randomUUID().slice(0, 8);
  await page.goto(desk);
  await page.getByLabel("Describe it").fill(`Railing bent ${mark}. Ring Mr Holt, 07700 900123.`);
  await page.getByLabel("Latitude").fill("54.6034");
  await page.getByLabel("Longitude").fill("2.3045");
  await page.getByRole("button", { name: "Raise this problem" }).click();
  await expect(page.getByRole("status")).toContainText("The problem is raised.");
  const connection = await db.connection.findFirstOrThrow({ where: { slug: "alderwick-works" } });
  await ask(connection.id, "pull-requests");

  const own = () => db.report.findFirst({ where: { service: "open311", detail: { contains: mark } } });
  await expect.poll(own, { timeout: 30_000 }).not.toBeNull();
  const report = await own();
  await page.goto(`/report/${report?.id}`);
  await expect(page.getByText(`Railing bent ${mark}`)).toBeVisible();
  await expect(page.getByText("900123")).toHaveCount(0);
  const by = page.locator("div").filter({ has: page.getByText("By", { exact: true }) });
  await expect(by.last()).toContainText("Alderwick City Council");
  const list = await page.request.get("/api/reports?bounds=2.3044,54.6033,2.3046,54.6035&sort=newest");
  expect(await list.text()).toContain(`"id":${report?.id},`);
});
