import { expect, type Page, test } from "@playwright/test";
import { hashClientKey } from "@/lib/clients/client-key";
import { db } from "@/lib/db";
import { makeBody, makeUser } from "@/lib/testing/factories";
import { joinSite, signInPath } from "@/lib/testing/site";
import { axe } from "./axe";

let leave: () => Promise<void>;
test.beforeAll(async () => {
  leave = await joinSite();
});
test.afterAll(() => leave());

/** A body, and somebody who gives other systems access to it. */
async function council() {
  const mark = crypto.randomUUID().slice(0, 8);
  const body = await makeBody({ slug: `body-${mark}`, name: `Body ${mark}` });
  const role = await db.role.create({
    data: { bodyId: body.id, slug: "clerk", name: "Clerk", permissions: ["api:edit"] },
  });
  const user = await makeUser({
    email: `clerk-${mark}@example.org`,
    bodyId: body.id,
    roles: { create: [{ roleId: role.id }] },
  });
  return { mark, body, user };
}

async function signIn(page: Page, userId: number, next: string) {
  await page.goto(await signInPath(userId, next));
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Presses until the dialog is there: before scripts run, a press does nothing. */
async function ask(page: Page, name: string) {
  await expect(async () => {
    await page.getByRole("button", { name, exact: true }).click({ timeout: 1000 });
    await expect(page.getByRole("dialog")).toBeVisible({ timeout: 1000 });
  }).toPass();
  return page.getByRole("dialog");
}

const shownKey = async (page: Page): Promise<string> =>
  (await page.getByRole("status").locator("code").textContent()) ?? "";

test("a client is made, its key is shown this once; a new one ends it, and revoking ends that", async ({
  page,
}) => {
  const { mark, body, user } = await council();
  const name = `Fault app ${mark}`;
  await signIn(page, user.id, "/admin/clients");
  await expect(page.getByText("No client fits")).toBeVisible();
  await axe(page);
  await page.getByRole("link", { name: "New client" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("New client");
  // Trust reaches beyond the body.
  await expect(page.getByRole("checkbox", { name: /Trusted/ })).toBeDisabled();
  await axe(page);
  await page.getByRole("button", { name: "Make the client" }).click();
  await expect(page.getByLabel("Name")).toHaveAttribute("aria-invalid", "true");
  await page.getByLabel("Name").fill(name);
  await page.getByRole("checkbox", { name: /Post requests/ }).check();
  await page.getByRole("button", { name: "Make the client" }).click();
  await expect(page.getByText(`The key of ${name}`)).toBeVisible();
  const key = await shownKey(page);
  expect(key).toMatch(/^mk_[\w-]{43}$/);
  await axe(page);
  const row = await db.apiClient.findUniqueOrThrow({ where: { name } });
  expect(row).toMatchObject({ bodyId: body.id, keyHash: hashClientKey(key), may: ["post-requests"] });

  await page.getByRole("link", { name: "Go to the client" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  await expect(page.getByText(`…${key.slice(-4)}`)).toBeVisible();
  expect(await page.content()).not.toContain(key);
  await axe(page);
  await page.getByLabel("Calls a minute").fill("90");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();

  const renewing = await ask(page, "New key…");
  await expect(renewing).toContainText("ends at once");
  await axe(page);
  await renewing.getByRole("button", { name: "Make a new key" }).click();
  await expect(page.getByText("Copy it now")).toBeVisible();
  const second = await shownKey(page);
  const renewed = await db.apiClient.findUniqueOrThrow({ where: { name } });
  expect([renewed.keyHash, renewed.callsPerMinute]).toEqual([hashClientKey(second), 90]);
  await page.reload();
  await expect(page.getByText(`…${second.slice(-4)}`)).toBeVisible();
  expect(await page.content()).not.toContain(second);

  const revoking = await ask(page, "Revoke…");
  await expect(revoking).toContainText(name);
  await revoking.getByRole("button", { name: "Revoke the key" }).click();
  await expect(page.getByText("The key has been revoked.")).toBeVisible();
  await expect(page.getByText("Revoked", { exact: true }).first()).toBeVisible();
  await page.goto("/admin/clients");
  await expect(page.getByText("No client fits")).toBeVisible();
  await page.goto("/admin/clients?revoked=1");
  await expect(page.getByRole("link", { name })).toBeVisible();
  await axe(page);
});
