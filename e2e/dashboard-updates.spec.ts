import { expect, type Page, test } from "@playwright/test";
import { encryptJson } from "@/lib/auth/secrets";
import { db } from "@/lib/db";
import { enqueue } from "@/lib/queue";
import type { Decision } from "@/lib/sync/updates/decision";
import { type Council, startCouncil } from "@/lib/testing/council";
import {
  makeBody,
  makeConnection,
  makeContact,
  makeDelivery,
  makeUpdate,
  makeUser,
} from "@/lib/testing/factories";
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

/** A body that is told of updates, a report that its back end, the council above, has got, and a clerk who sees to it. */
async function arrived() {
  const mark = crypto.randomUUID().slice(0, 8);
  const body = await makeBody({ slug: `body-${mark}`, name: `Body ${mark}` });
  const connection = await makeConnection({
    ...{ bodyId: body.id, slug: "back-office", method: "open311", asDefault: true, sendUpdates: true },
    settings: { endpoint: council.url },
    secrets: encryptJson({ apiKey: council.apiKey }),
  });
  const report = await siteReport({ title: `Bench broken ${mark}` });
  const contact = await makeContact({
    ...{ bodyId: body.id, categoryId: report.categoryId, destination: "TRE-2" },
  });
  const delivery = await makeDelivery({
    ...{ reportId: report.id, bodyId: body.id, contactId: contact.id, connectionId: connection.id },
    method: "open311",
  });
  await db.$transaction((tx) => enqueue(tx, "deliver", { deliveryId: delivery.id }));
  const state = async () => (await db.delivery.findUniqueOrThrow({ where: { id: delivery.id } })).state;
  await expect.poll(state).toBe("sent");
  const permissions = [
    ...["delivery:view", "delivery:act", "report:view-private", "report:view-reporter", "audit:view"],
  ];
  const role = await db.role.create({ data: { bodyId: body.id, slug: "clerk", name: "Clerk", permissions } });
  const user = await makeUser({
    email: `clerk-${mark}@example.org`,
    bodyId: body.id,
    roles: { create: [{ roleId: role.id }] },
  });
  return { mark, body, connection, report, delivery, user };
}

/** A visitor says something that is passed on; `waits` behind what was said before. */
async function sayUpdate(reportId: number, { text, waits = false }: { text: string; waits?: boolean }) {
  const { id: deliveryId, connectionId } = await db.delivery.findFirstOrThrow({ where: { reportId } });
  const update = await makeUpdate({ reportId, text });
  const way = { deliveryId, connectionId, saidAt: update.createdAt, state: waits ? "held" : "due" } as const;
  await db.updateDelivery.create({ data: { updateId: update.id, ...way } });
  await enqueue(db, "send-updates", {});
  return update;
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

test("a council refuses an update: it is seen with why, left unsent with a note, and the next one goes", async ({
  page,
}) => {
  const { mark, body, report, delivery, user } = await arrived();
  council.fault({ on: "post-update", kind: "refuse", status: 400, times: 1 });
  const [first, second] = [`Still broken ${mark}`, `Now the back rest too ${mark}`];
  const update = await sayUpdate(report.id, { text: first });
  const tried = async () =>
    (await db.updateDelivery.findFirstOrThrow({ where: { updateId: update.id } })).attempts;
  await expect.poll(tried).toBe(1);
  await sayUpdate(report.id, { text: second, waits: true });

  await signIn(page, user.id, "/admin/deliveries");
  await page.getByRole("link", { name: "Updates going out" }).first().click();
  const row = page.getByRole("row").filter({ hasText: first });
  await expect(row).toContainText("Waiting");
  await expect(row).toContainText("400");
  await expect(page.getByRole("row").filter({ hasText: second })).toContainText("On hold");
  await axe(page);
  await page.goto("/admin/updates?failing=1");
  await expect(page.getByRole("row").filter({ hasText: second })).toHaveCount(0);
  await row.getByRole("link", { name: first }).click();

  await expect(page.getByRole("heading", { name: "Why it has not arrived" })).toBeVisible();
  const call = page.getByRole("figure", { name: "Attempt 1, call 1" });
  await expect(call).toContainText("Status 400");
  await expect(call).toContainText("api_key = ••••");
  expect(await page.content()).not.toContain(council.apiKey);
  await axe(page);

  const dialog = await ask(page, "Do not send");
  await axe(page);
  await dialog.getByRole("button", { name: "Do not send" }).click();
  await expect(dialog.getByText("Say why, for your colleagues.").first()).toBeVisible();
  await dialog.getByLabel("Note").fill("They know by telephone");
  await dialog.getByRole("button", { name: "Do not send" }).click();
  await expect(page.getByText(`It is not sent to ${body.name}.`)).toBeVisible();
  await expect(page.getByText("They know by telephone").first()).toBeVisible();
  await expect(page.getByText("Update left unsent")).toBeVisible();
  const received = () => council.updatesReceived.map(({ description }) => description);
  await expect.poll(received).toContain(second);
  expect(received()).not.toContain(first);

  await page.goto(`/admin/deliveries/${delivery.id}`);
  const along = page.getByRole("region", { name: "Updates along with it" });
  await expect(along.getByRole("listitem").filter({ hasText: first })).toContainText("Not to be sent");
  await expect(along.getByRole("listitem").filter({ hasText: second })).toContainText("Sent");
  await axe(page);
});

test("a report's page tells how each update came in, what was decided, and where it went", async ({
  page,
}) => {
  const { mark, body, connection, report, user } = await arrived();
  const decision: Decision = {
    state: { word: "in_progress", meant: "in_progress", before: "planned", applied: false, because: "older" },
    text: "description",
    code: { before: "", now: "" },
    template: null,
    time: { said: new Date(Date.now() - 86_400_000).toISOString(), notBefore: "sending" },
    ...{ hidden: null, category: null, group: null, assignment: null, reference: null, details: null },
    pictures: 1,
  };
  const told = await makeUpdate({
    ...{ reportId: report.id, origin: "backend", bodyId: body.id, connectionId: connection.id },
    ...{ externalId: `U-${mark}`, text: `Crew of ${mark} sent`, decision },
    ...{ newState: "in_progress", stateApplied: false },
    raw: { updateId: `U-${mark}`, status: "in_progress", description: `Crew of ${mark} sent` },
  });
  await db.mediaFetch.create({
    data: {
      ...{ updateId: told.id, url: "https://council.example/1.jpg", state: "failed" },
      lastError: "Its server answered 404.",
    },
  });
  const own = await sayUpdate(report.id, { text: `Nobody came ${mark}` });
  const state = async () => (await db.updateDelivery.findFirstOrThrow({ where: { updateId: own.id } })).state;
  await expect.poll(state).toBe("sent");

  await signIn(page, user.id, `/admin/reports/${report.id}`);
  const theirs = page.locator(`#update-${told.id}`);
  await expect(theirs).toContainText("says “In progress”, which was not taken over");
  await expect(theirs).toContainText("Picture 1 did not come: Its server answered 404.");
  await theirs.getByText("What was decided").click();
  await expect(theirs).toContainText("Kept, but the report was not set back to it");
  await theirs.getByText("What came", { exact: true }).click();
  await expect(theirs).toContainText(`"updateId": "U-${mark}"`);
  const ours = page.locator(`#update-${own.id}`);
  await expect(ours.getByRole("list", { name: "Where it went" })).toContainText(body.name);
  await expect(ours).toContainText(council.updatesReceived.at(-1)?.answeredId ?? "none");
  await axe(page);

  await expect(async () => {
    await ours.getByRole("button", { name: "Send again" }).click({ timeout: 1000 });
    await expect(page.getByRole("dialog")).toBeVisible({ timeout: 1000 });
  }).toPass();
  const before = council.updatesReceived.length;
  await page.getByRole("dialog").getByRole("button", { name: "Send again" }).click();
  await expect.poll(() => council.updatesReceived.length).toBe(before + 1);
  await ours.getByRole("link", { name: `Details ${body.name}` }).click();
  await expect(page.getByText("Sent again by a person")).toBeVisible();
});
