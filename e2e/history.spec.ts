import { expect, type Page, test } from "@playwright/test";
import { db } from "@/lib/db";
import {
  makeArea,
  makeBody,
  makeCategory,
  makeConnection,
  makeContact,
  makeUser,
} from "@/lib/testing/factories";
import { joinSite, signInPath } from "@/lib/testing/site";
import { axe } from "./axe";

let leave: () => Promise<void>;
test.beforeAll(async () => {
  leave = await joinSite();
});
test.afterAll(() => leave());

/** The demo council's own page. */
const desk = `http://localhost:${Number(process.env.E2E_PORT ?? 3210) + 1}/`;
const minutes = 60_000;

/** Out at sea, where nobody else looks after anything: a body of its own, whose back end is the demo council. */
async function atSea() {
  const mark = crypto.randomUUID().slice(0, 8);
  const [lat, lon] = [54.3 + Math.random() / 10, 3.3 + Math.random() / 10];
  const area = await makeArea({
    slug: `sea-${mark}`,
    box: [lon - 0.001, lat - 0.001, lon + 0.001, lat + 0.001],
  });
  const speaker = await makeUser({ name: `Port ${mark}`, email: `speaker-${mark}@example.org` });
  const port = { slug: `port-${mark}`, name: `Port ${mark}`, areas: [area], updatesUserId: speaker.id };
  const body = await makeBody(port);
  const like = await db.connection.findFirstOrThrow({ where: { slug: "alderwick-works" } });
  const category = await makeCategory({ name: `Buoys ${mark}` });
  const connection = await makeConnection({
    ...{ bodyId: body.id, slug: "port-works", method: "open311", asDefault: true, secrets: like.secrets },
    settings: {
      ...(like.settings as object),
      ...{ unknownServiceCode: "other", unknownCategory: category.name, importDescriptions: "keep" },
    },
  });
  await makeContact({ bodyId: body.id, categoryId: category.id, destination: "BUOY" });
  const permissions = ["connection:edit", "delivery:view"];
  const role = await db.role.create({ data: { bodyId: body.id, slug: "clerk", name: "Clerk", permissions } });
  const clerk = await makeUser({
    email: `port-${mark}@example.org`,
    bodyId: body.id,
    roles: { create: [{ roleId: role.id }] },
  });
  return { mark, lat, lon, connection, clerk };
}

async function signIn(page: Page, userId: number, next: string) {
  await page.goto(await signInPath(userId, next));
  await page.getByRole("button", { name: "Sign in" }).click();
}

async function expectItFits(page: Page): Promise<void> {
  await page.setViewportSize({ width: 375, height: 780 });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, "nothing is wider than the screen").toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 1280, height: 860 });
}

/** Presses a button that asks first, and says yes. */
async function agree(page: Page, ask: string, yes: string) {
  const dialog = page.getByRole("dialog");
  // Before its script runs a button asks nothing.
  await expect(async () => {
    await page.getByRole("button", { name: ask }).click();
    await expect(dialog).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await axe(page);
  await dialog.getByRole("button", { name: yes, exact: true }).click();
}

const done = (page: Page) => page.getByText("Done", { exact: true });

test("a back end's past is looked at, read in, gone on with and taken back, at the dashboard", async ({
  page,
}) => {
  test.slow(); // the worker walks through it in its own time
  const { mark, lat, lon, connection, clerk } = await atSea();
  await page.goto(desk);
  await page.getByLabel("Describe it").fill(`Buoy adrift ${mark}.`);
  await page.getByLabel("Latitude").fill(String(lat));
  await page.getByLabel("Longitude").fill(String(lon));
  await page.getByRole("button", { name: "Raise this problem" }).click();
  await expect(page.getByRole("status")).toContainText("The problem is raised.");

  await signIn(page, clerk.id, `/admin/connections/${connection.id}`);
  await page.getByRole("link", { name: "Old items", exact: true }).click();
  await expect(page.getByText("Nothing was read in yet")).toBeVisible();
  await axe(page);
  await expectItFits(page);
  const yesterday = new Date(Date.now() - 1_440 * minutes).toISOString().slice(0, 10);
  await page.locator("#walk-from").fill(yesterday);
  await page.getByRole("button", { name: "Look at the back end’s past" }).click();

  await expect(page.getByRole("heading", { level: 1, name: /^Look \d+/ })).toBeVisible();
  await expect(done(page)).toBeVisible({ timeout: 60_000 });
  const outcome = page.getByRole("row").filter({ has: page.getByText("taken in", { exact: true }) });
  await expect(outcome).toContainText("1");
  await expect(page.getByRole("region", { name: "Where it would be" })).toBeVisible();
  const own = () => db.report.findFirst({ where: { detail: { contains: mark } }, select: { id: true } });
  expect(await own()).toBeNull();
  await axe(page);
  await expectItFits(page);

  await agree(page, "Read it in…", "Read it in");
  await expect(page.getByRole("heading", { level: 1, name: /^Reading in \d+/ })).toBeVisible();
  await expect(done(page)).toBeVisible({ timeout: 60_000 });
  const report = await own();
  const shown = await page.request.get(`/report/${report?.id}`);
  expect(await shown.text()).toContain(`Buoy adrift ${mark}.`);

  // As if somebody had paused it.
  await db.historyRun.updateMany({
    where: { connectionId: connection.id, task: "read" },
    data: { state: "paused", finishedAt: null },
  });
  await page.reload();
  await expect(page.getByText("Paused", { exact: true })).toBeVisible();
  await agree(page, "Go on…", "Go on");
  await expect(done(page)).toBeVisible({ timeout: 60_000 });

  await agree(page, "Take back…", "Take back");
  await expect(page.getByText("1 report taken back.", { exact: false }).first()).toBeVisible({
    timeout: 60_000,
  });
  expect(await own()).toBeNull();
  await axe(page);
  await expectItFits(page);
  await page.getByRole("link", { name: "Old items" }).click();
  await expect(page.getByRole("row").filter({ hasText: "Taken back" })).toContainText("Done");
  await expect(page.getByRole("row").filter({ hasText: "Looked at" })).toContainText("Done");
  await axe(page);
});

test("a file of old items is sent and looked at; what is none says why", async ({ page }) => {
  const { mark, lat, lon, connection, clerk } = await atSea();
  await signIn(page, clerk.id, `/admin/connections/${connection.id}/past`);
  const send = page.getByRole("button", { name: "Send the file and look at it" });
  await expect(async () => {
    await send.click();
    await expect(page.getByText("Choose a file.").first()).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await axe(page);
  const rows = ["BUOY", "RARE"].map((code, n) => ({
    ...{ service_request_id: `${mark}-${n}`, service_code: code, description: `Chain worn ${mark} ${n}` },
    ...{
      requested_datetime: new Date(Date.now() - 60 * minutes).toISOString(),
      status: "closed",
      lat,
      long: lon,
    },
  }));
  const buffer = Buffer.from([...rows.map((row) => JSON.stringify(row)), '{"no":"number"}'].join("\n"));
  await page
    .locator("#history-file")
    .setInputFiles({ name: `old-${mark}.ndjson`, mimeType: "application/x-ndjson", buffer });
  await send.click();
  await expect(page.getByRole("heading", { level: 1, name: /^Look \d+/ })).toBeVisible();
  await expect(page.getByText(`old-${mark}.ndjson`)).toBeVisible();
  await expect(done(page)).toBeVisible({ timeout: 60_000 });
  const outcome = (words: string) =>
    page.getByRole("row").filter({ has: page.getByText(words, { exact: true }) });
  await expect(outcome("taken in")).toContainText("2");
  await expect(outcome("could not be read")).toContainText("1");
  await axe(page);
});
