import { type Browser, expect, type Page, test } from "@playwright/test";
import { TOTP } from "otpauth";
import { db } from "@/lib/db";
import { makeBody, makeUser } from "@/lib/testing/factories";
import { joinSite, signInPath } from "@/lib/testing/site";
import { axe } from "./axe";

let leave: () => Promise<void>;
test.beforeAll(async () => {
  leave = await joinSite();
});
test.afterAll(() => leave());

const password = "walnut harbour Tuesday 7";
const mark = () => crypto.randomUUID().slice(0, 8);
const person = (more: object = {}) => {
  const id = mark();
  return makeUser({ email: `person-${id}@example.org`, name: `Person ${id}`, ...more });
};

/** What the roles that are given here hold, and managing users. */
const permissions = [
  "report:view-private",
  "report:view-reporter",
  "report:edit",
  "report:change-category",
  "delivery:view",
  "user:edit",
];

/** Somebody who manages the users of a body of their own. */
async function administrator(body: object = {}) {
  const id = mark();
  const { id: bodyId } = await makeBody({ slug: `body-${id}`, name: `Body ${id}`, ...body });
  const role = await db.role.create({
    data: { bodyId, slug: "desk", name: "Desk", permissions },
  });
  return person({ bodyId, roles: { create: [{ roleId: role.id }] } });
}

async function byLink(page: Page, userId: number, next?: string): Promise<void> {
  await page.goto(await signInPath(userId, next));
  await page.getByRole("button", { name: "Sign in" }).click();
}

async function byPassword(page: Page, email: string): Promise<void> {
  await page.goto("/auth/password");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

const withoutScripts = async (browser: Browser) =>
  (await browser.newContext({ javaScriptEnabled: false })).newPage();

/** The key as an app takes it, from the page that shows it. */
async function keyOf(page: Page): Promise<string> {
  const shown = await page.getByText(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/).textContent();
  return (shown ?? "").replaceAll(" ", "");
}
const codeOf = (secret: string, steps = 0) =>
  new TOTP({ secret }).generate({ timestamp: Date.now() + steps * 30_000 });

test("a password is set, opens the account elsewhere, and all other sessions end by one button", async ({
  page,
  browser,
}) => {
  const { id, email } = await person();
  await byLink(page, id);
  await expect(page).toHaveURL(/\/my$/);
  await page.getByRole("link", { name: "Password and sign-in" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Password and sign-in");
  await page.getByLabel("New password").fill("password12");
  await page.getByRole("button", { name: "Set password" }).click();
  await expect(page.getByRole("main").getByRole("alert").getByText("easy to guess")).toBeVisible();
  await axe(page);
  await page.getByLabel("New password").fill(password);
  await page.getByRole("button", { name: "Set password" }).click();
  await expect(page.getByText("Your password is set.")).toBeVisible();

  const elsewhere = await (await browser.newContext()).newPage();
  await byPassword(elsewhere, "nobody-of-that-name@example.org");
  await expect(elsewhere.getByRole("main").getByRole("alert")).toContainText("do not belong together");
  await axe(elsewhere);
  await byPassword(elsewhere, email ?? "");
  await expect(elsewhere.getByText(`Signed in as ${email}`)).toBeVisible();

  await page.getByRole("button", { name: "Sign out everywhere else" }).click();
  await expect(page.getByText("Everywhere else you are signed out.", { exact: true })).toBeVisible();
  await elsewhere.goto("/my");
  await expect(elsewhere.getByRole("button", { name: "Send me the link" })).toBeVisible();
  await page.goto("/my");
  await expect(page.getByText(`Signed in as ${email}`)).toBeVisible();
});

test("staff whose body asks for it set up a second step, and show it the next time", async ({
  page,
  browser,
}) => {
  const { id } = await administrator({ requireSecondFactor: true });
  await byLink(page, id);
  await expect(page.getByText("The dashboard opens once it is set up.")).toBeVisible();
  await page.getByRole("button", { name: "Set up a second step" }).click();
  await expect(page.getByRole("img", { name: "QR code" })).toBeVisible();
  await axe(page);
  const secret = await keyOf(page);
  await page.getByLabel("The code that the app shows now").fill(codeOf(secret));
  await page.getByRole("button", { name: "Turn on the second step" }).click();
  await expect(page.getByText(/^[a-z2-9]{5}-[a-z2-9]{5}$/)).toHaveCount(10);
  await axe(page);
  await page.getByRole("link", { name: "I have kept them, go on" }).click();
  await expect(page).toHaveURL(/\/admin$/);

  const next = await (await browser.newContext()).newPage();
  await byLink(next, id);
  await expect(next.getByRole("heading", { level: 1 })).toHaveText("One more step");
  // Until then the session is nobody's.
  await next.goto("/admin/users");
  await expect(next.getByRole("heading", { level: 1 })).toHaveText("One more step");
  await next.getByLabel("Code").fill("000000");
  await next.getByRole("button", { name: "Go on" }).click();
  await expect(next.getByRole("main").getByRole("alert")).toContainText("not right, or was used before");
  await axe(next);
  await next.getByLabel("Code").fill(codeOf(secret, 1));
  await next.getByRole("button", { name: "Go on" }).click();
  await expect(next).toHaveURL(/\/admin\/users$/);
});

test("all of it works without scripts: password, second step, recovery code", async ({ browser }) => {
  const { id, email } = await person();
  const page = await withoutScripts(browser);
  await byLink(page, id, "/my/security");
  await page.getByLabel("New password").fill(password);
  await page.getByRole("button", { name: "Set password" }).click();
  await page.getByRole("link", { name: "Set up a second step" }).click();
  await page.getByRole("button", { name: "Set up a second step" }).click();
  await page.getByLabel("The code that the app shows now").fill(codeOf(await keyOf(page)));
  await page.getByRole("button", { name: "Turn on the second step" }).click();
  const codes = page.getByText(/^[a-z2-9]{5}-[a-z2-9]{5}$/);
  await expect(codes).toHaveCount(10);
  const code = (await codes.first().textContent()) ?? "";

  const elsewhere = await withoutScripts(browser);
  await byPassword(elsewhere, email ?? "");
  await elsewhere.getByRole("link", { name: "use a recovery code" }).click();
  await elsewhere.getByLabel("Recovery code").fill(code);
  await elsewhere.getByRole("button", { name: "Go on" }).click();
  await expect(elsewhere.getByText(`Signed in as ${email}`)).toBeVisible();
});

test("an administrator invites a colleague, limits a role, and ends the colleague's sessions", async ({
  page,
  browser,
}) => {
  const { id, bodyId } = await administrator();
  await byLink(page, id);
  await expect(page).toHaveURL(/\/admin$/);
  await page.goto("/admin/users");
  await axe(page);
  await page.getByRole("link", { name: "Invite somebody" }).click();
  const email = `ida-${mark()}@example.org`;
  await page.getByLabel("E-mail address", { exact: true }).fill(email);
  await page.getByLabel("Name", { exact: true }).fill("Ida Marsh");
  await page.getByRole("checkbox", { name: /^Viewer/ }).check();
  await axe(page);
  await page.getByRole("button", { name: "Send the invitation" }).click();
  await expect(page.getByText("The invitation is on its way.")).toBeVisible();
  await axe(page);

  const colleague = await db.user.findUniqueOrThrow({ where: { email } });
  const theirs = await (await browser.newContext()).newPage();
  await byLink(theirs, colleague.id);
  await expect(theirs).toHaveURL(/\/admin$/);
  expect((await theirs.goto("/admin/users"))?.status()).toBe(403);

  await page.goto("/admin/roles");
  await axe(page);
  await page.getByRole("link", { name: "Viewer" }).click();
  await page.getByRole("checkbox", { name: /^See private reports/ }).uncheck();
  await page.getByRole("button", { name: "Save the role" }).click();
  await expect(page.getByText("The role is saved.")).toBeVisible();
  await axe(page);
  const role = await db.role.findFirstOrThrow({ where: { bodyId, slug: "viewer" } });
  expect(role.permissions).toEqual([]);

  await page.getByRole("link", { name: "Ida Marsh" }).click();
  await page.getByRole("button", { name: "End all sessions…" }).click();
  await page.getByRole("button", { name: "End all sessions", exact: true }).click();
  await expect(page.getByText("All sessions are ended.")).toBeVisible();
  await theirs.goto("/admin");
  await expect(theirs.getByRole("button", { name: "Send me the link" })).toBeVisible();

  const stranger = await administrator();
  expect((await page.goto(`/admin/users/${stranger.id}`))?.status()).toBe(404);
});
