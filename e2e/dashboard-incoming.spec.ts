import { expect, type Page, test } from "@playwright/test";
import { db } from "@/lib/db";
import { makeBody, makeConnection, makeDelivery, makeUser } from "@/lib/testing/factories";
import { joinSite, signInPath, siteReport } from "@/lib/testing/site";
import { axe } from "./axe";

let leave: () => Promise<void>;
test.beforeAll(async () => {
  leave = await joinSite();
});
test.afterAll(() => leave());

/** A body whose back end knows a report, and a clerk who sees to what comes in. Nobody asks that back end by itself. */
async function told() {
  const mark = crypto.randomUUID().slice(0, 8);
  const body = await makeBody({ slug: `body-${mark}`, name: `Body ${mark}` });
  const connection = await makeConnection({
    ...{ bodyId: body.id, slug: "back-office", method: "open311", asDefault: true },
    settings: { endpoint: "https://council.example" },
  });
  const report = await siteReport({ title: `Bench broken ${mark}` });
  const reference = `CASE-${mark}`;
  await makeDelivery({
    ...{ reportId: report.id, bodyId: body.id, connectionId: connection.id, method: "open311" },
    ...{ state: "sent", externalId: reference, sentAt: new Date(Date.now() - 86_400_000) },
  });
  const permissions = [
    "delivery:view",
    "delivery:act",
    "connection:edit",
    "report:view-private",
    "template:edit",
  ];
  const role = await db.role.create({ data: { bodyId: body.id, slug: "clerk", name: "Clerk", permissions } });
  const user = await makeUser({
    email: `clerk-${mark}@example.org`,
    bodyId: body.id,
    roles: { create: [{ roleId: role.id }] },
  });
  return { mark, body, connection, report, reference, user };
}

type Told = Awaited<ReturnType<typeof told>>;

/** An item that could not be taken in before. */
async function makeLetter({ connection, mark }: Told, serviceRequestId: string, name: string) {
  return db.deadLetter.create({
    data: {
      ...{ connectionId: connection.id, kind: "updates", fingerprint: name, externalId: `${name}-${mark}` },
      reason: "The database was away",
      payload: {
        ...{
          updateId: `${name}-${mark}`,
          serviceRequestId,
          status: "in_progress",
          description: `Crew of ${mark} sent`,
        },
        ...{ updatedDatetime: new Date(Date.now() - 60_000).toISOString(), mediaUrls: [], extras: {} },
      },
    },
  });
}

async function signIn(page: Page, userId: number, next: string) {
  await page.goto(await signInPath(userId, next));
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("an item that did not come in is looked at, tried again, and found on its report; another is dismissed with why", async ({
  page,
}) => {
  const world = await told();
  const { mark, report, reference, user } = world;
  await makeLetter(world, reference, "good");
  const lost = await makeLetter(world, "nobody's", "lost");
  await signIn(page, user.id, "/admin");
  await page.getByRole("link", { name: /2\s*items did not come in/ }).click();

  const row = page.getByRole("row").filter({ hasText: `good-${mark}` });
  await expect(row).toContainText("The database was away");
  await expect(row).toContainText("once");
  await axe(page);
  await row.getByRole("link", { name: `good-${mark}` }).click();

  await expect(page.getByRole("heading", { name: "Why it did not come in" })).toBeVisible();
  await expect(page.getByText(`"serviceRequestId": "${reference}"`)).toBeVisible();
  await axe(page);
  await page.getByRole("button", { name: "Try again", exact: true }).click();
  await expect(page.getByText("It is dealt with.")).toBeVisible();
  await expect(page.getByText("Nothing need be done about it any more.")).toBeVisible();
  await axe(page);
  await page.getByRole("link", { name: `report ${report.id}` }).click();
  await expect(page.getByText(`Crew of ${mark} sent`).first()).toBeVisible();

  await page.goto("/admin/dead-letters");
  await expect(page.getByRole("row").filter({ hasText: `good-${mark}` })).toHaveCount(0);
  await page.getByRole("checkbox", { name: `Choose row ${lost.id}` }).check();
  await page.getByRole("button", { name: "Try again", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Try it again" }).click();
  await expect(dialog.getByText("None of the body’s reports has that number.")).toBeVisible();
  await axe(page);
  await dialog.getByRole("button", { name: "Close" }).click();

  await page.getByRole("checkbox", { name: `Choose row ${lost.id}` }).check();
  await page.getByRole("button", { name: "Dismiss…" }).click();
  await dialog.getByRole("button", { name: "Dismiss", exact: true }).click();
  await expect(dialog.getByText("Say why, for your colleagues.").first()).toBeVisible();
  await dialog.getByLabel("Note").fill("A test of theirs");
  await dialog.getByRole("button", { name: "Dismiss", exact: true }).click();
  await expect(page.getByText("Everything came in")).toBeVisible();
  await page.goto("/admin/dead-letters?state=resolved");
  await expect(page.getByRole("row").filter({ hasText: `lost-${mark}` })).toContainText("Dismissed");
});

test("a word of a back end is given a meaning, by keyboard; what a colleague saved meanwhile is not lost", async ({
  page,
}) => {
  const { connection, user } = await told();
  await signIn(page, user.id, `/admin/connections/${connection.id}`);
  await page.getByRole("link", { name: "Statuses", exact: true }).click();
  const word = page.getByLabel("Another word");
  await expect(word).toBeVisible();
  await axe(page);

  const meaning = page.getByLabel("What “crew_on_site” means here");
  await expect(async () => {
    await word.fill("Crew on Site");
    await word.press("Enter");
    await expect(meaning).toBeFocused({ timeout: 1000 });
  }).toPass();
  await meaning.selectOption({ label: "Report becomes: In progress" });
  await expect(page.getByText("One word is not saved yet.")).toBeVisible();
  await axe(page);

  await db.statusMatch.create({ data: { connectionId: connection.id, external: "noise", ignore: true } });
  await page.getByRole("button", { name: "Save the words" }).click();
  await expect(page.getByText("Somebody else has saved these words meanwhile")).toBeVisible();
  await expect(meaning).toHaveValue("in_progress");
  await axe(page);
  await page.getByRole("button", { name: "Load theirs, keep mine" }).click();
  await expect(page.getByLabel("What “noise” means here")).toHaveValue("ignore");
  await expect(meaning).toHaveValue("in_progress");
  await page.getByRole("button", { name: "Save the words" }).click();
  await expect(page.getByText("The words are saved.")).toBeVisible();
  await expect(page.getByText("Nothing has been changed.")).toBeVisible();
  const saved = await db.statusMatch.findMany({
    where: { connectionId: connection.id },
    orderBy: { external: "asc" },
    select: { external: true, state: true, ignore: true },
  });
  expect(saved).toEqual([
    { external: "crew_on_site", state: "in_progress", ignore: false },
    { external: "noise", state: null, ignore: true },
  ]);
});

test("a template is tried as it is typed: on what was told last, of which there is nothing yet, and on one report", async ({
  page,
}) => {
  const { body, report, user } = await told();
  await signIn(page, user.id, `/admin/templates/new?body=${body.id}`);
  const latest = page.getByRole("button", { name: "Try it on the last ten" });
  await page.getByLabel("Text", { exact: true }).fill("They say: {{description}}");
  await expect(async () => {
    await latest.click();
    await expect(page.getByText("No back end has told anything yet")).toBeVisible({ timeout: 2000 });
  }).toPass();
  await axe(page);

  const trial = page.getByRole("region", { name: "Try it out" });
  await trial.getByLabel("Number of the report").fill("none");
  await trial.getByRole("button", { name: "Try it on this report" }).click();
  await expect(trial.getByText("Write the number of one report.").first()).toBeVisible();
  await trial.getByLabel("Number of the report").fill(String(report.id));
  await trial.getByLabel("What the back end says").fill("on Monday");
  await trial.getByRole("button", { name: "Try it on this report" }).click();
  await expect(trial.getByText("They say: on Monday").first()).toBeVisible();
  await expect(trial.getByRole("link", { name: `Report ${report.id}` })).toBeVisible();
  await expect(page.getByLabel("Text", { exact: true })).toHaveValue("They say: {{description}}");
  await axe(page);
});
