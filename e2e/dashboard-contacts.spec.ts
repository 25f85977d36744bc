import { expect, type Page, test } from "@playwright/test";
import { db } from "@/lib/db";
import { makeArea, makeBody, makeCategory, makeContact, makeUser } from "@/lib/testing/factories";
import { joinSite, signInPath } from "@/lib/testing/site";
import { axe } from "./axe";

let leave: () => Promise<void>;
test.beforeAll(async () => {
  leave = await joinSite();
});
test.afterAll(() => leave());

/** A body with a place of its own, one contact with a question, and its administrator. */
async function council() {
  const mark = crypto.randomUUID().slice(0, 8);
  const lat = 10 + Math.random() * 30;
  const lon = -40 + Math.random() * 30;
  const area = await makeArea({
    slug: `area-${mark}`,
    box: [lon - 0.01, lat - 0.01, lon + 0.01, lat + 0.01],
  });
  const body = await makeBody({ slug: `body-${mark}`, name: `Body ${mark}`, areas: [area] });
  const category = await makeCategory({ name: `Bench ${mark}` });
  const questions = [{ code: "where", description: "Where does it stand?" }];
  const contact = await makeContact({ bodyId: body.id, categoryId: category.id, questions });
  const role = await db.role.create({
    data: { bodyId: body.id, slug: "clerk", name: "Clerk", permissions: ["contact:edit"] },
  });
  const email = `clerk-${mark}@example.org`;
  const user = await makeUser({
    email,
    name: "Clerk",
    bodyId: body.id,
    roles: { create: [{ roleId: role.id }] },
  });
  const form = `/report/new?lat=${lat.toFixed(5)}&lon=${lon.toFixed(5)}&category=${category.id}`;
  return { contact, category, user, form };
}

async function signIn(page: Page, userId: number, next: string) {
  await page.goto(await signInPath(userId, next));
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Opens the question until it stays open: before scripts run, a press does nothing. */
async function unfold(page: Page, name: RegExp) {
  const question = page.getByRole("button", { name });
  await expect(async () => {
    if ((await question.getAttribute("aria-expanded")) !== "true") await question.click();
    await expect(question).toHaveAttribute("aria-expanded", "true", { timeout: 1000 });
  }).toPass();
}

test("a question is added and put in its place with the keyboard alone, and the public form asks it", async ({
  page,
}) => {
  const { category, user, form } = await council();
  await signIn(page, user.id, "/admin/contacts");
  await page.getByRole("link", { name: category.name }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(category.name);
  await page.getByRole("link", { name: "Questions 1" }).click();
  await unfold(page, /^1\. Where/);

  await page.getByRole("button", { name: "Add question" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.type("What is broken?");
  await expect(page.getByRole("button", { name: /^2\. What is broken/ })).toBeVisible();
  await axe(page);
  const handle = page.getByRole("button", { name: "Move What is broken?", exact: true });
  await handle.focus();
  await page.keyboard.press("Space");
  await expect(handle).toHaveAttribute("aria-pressed", "true");
  // It hears the arrows once it has measured the list; at the top another one changes nothing.
  await expect(async () => {
    await page.keyboard.press("ArrowUp");
    await expect(page.getByText("What is broken? is now 1 of 2.")).toBeAttached({ timeout: 1000 });
  }).toPass();
  await page.keyboard.press("Space");
  await expect(page.getByRole("button", { name: /^1\. What is broken/ })).toBeVisible();
  // The preview asks it first as well.
  const preview = page.getByRole("region", { name: "How the form looks" });
  await expect(preview.getByRole("textbox").first()).toHaveAccessibleName(/What is broken/);

  await page.getByRole("button", { name: "Save questions" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Say in a few words why." })).toBeVisible();
  await page.getByLabel("Why this change?").fill("Crews ask for it");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByText("The questions were saved.")).toBeVisible();
  await expect(page.getByText("Not saved yet.")).toHaveCount(0);

  await page.goto(form);
  const questions = page.locator("#step-questions");
  await expect(questions.getByRole("textbox").first()).toHaveAccessibleName(/What is broken/);
  await expect(questions.getByRole("textbox")).toHaveCount(2);
});

test("a stop is tried in the preview, a fault leads to its field, and somebody else's work is not lost", async ({
  page,
}) => {
  const { contact, user } = await council();
  await signIn(page, user.id, `/admin/contacts/${contact.id}/questions`);
  await unfold(page, /^1\. Where/);
  await page.getByLabel("Kind of answer").selectOption("One of a list");
  await page.getByRole("button", { name: "Add answer" }).click();
  await page.keyboard.type("In a private garden");
  await page.getByRole("checkbox", { name: "Answer 1 stops the form" }).check();
  await page.getByLabel("Why this change?").fill("Gardens are not ours");
  await page.getByRole("button", { name: "Save questions" }).click();
  await page
    .getByRole("alert")
    .getByRole("link", { name: /an answer’s message/ })
    .click();
  await page.keyboard.type("Please tell the owner.");
  const preview = page.getByRole("region", { name: "How the form looks" });
  await preview.getByRole("combobox").selectOption("In a private garden");
  await expect(preview.getByText("Please tell the owner.")).toBeVisible();

  await db.question.create({ data: { contactId: contact.id, code: "theirs", description: "Theirs?" } });
  await page.getByRole("button", { name: "Save questions" }).click();
  await expect(page.getByText("Somebody else saved these questions meanwhile")).toBeVisible();
  await axe(page);
  await page.getByRole("button", { name: "Save mine over theirs" }).click();
  await expect(page.getByText("Saving now replaces what they saved.")).toBeVisible();
  await page.getByRole("button", { name: "Save questions" }).click();
  await expect(page.getByText("The questions were saved.")).toBeVisible();
  const saved = await db.question.findMany({ where: { contactId: contact.id }, select: { values: true } });
  expect(saved).toEqual([
    {
      values: [{ key: "in_a_private_garden", name: "In a private garden", stops: "Please tell the owner." }],
    },
  ]);
});

test("a destination that cannot work is refused in place, and the history tells what was changed and why", async ({
  page,
}) => {
  const { contact, user } = await council();
  await signIn(page, user.id, "/admin/contacts");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Contacts");
  await axe(page);
  await page.goto(`/admin/contacts/${contact.id}`);
  await axe(page);
  const destination = page.getByRole("textbox", { name: "Destination" });
  await destination.fill("not an address");
  await page.getByLabel("Why this change?").fill("New team");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "“not” is not" })).toBeVisible();
  await expect(destination).toHaveValue("not an address");
  await destination.fill("benches@example.org");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved.", { exact: true })).toBeVisible();
  await page.getByRole("link", { name: "History" }).click();
  await expect(page.getByText("New team")).toBeVisible();
  await expect(page.getByText("benches@example.org")).toBeVisible();
  await axe(page);
});
