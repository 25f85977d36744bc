import { type Browser, expect, test } from "@playwright/test";
import { createToken, tokenText } from "@/lib/auth/tokens";
import { db } from "@/lib/db";
import { enqueue } from "@/lib/queue";
import { makeUser } from "@/lib/testing/factories";
import { joinSite, signInPath, siteReport } from "@/lib/testing/site";
import { axe } from "./axe";
import { mailsTo } from "./mailbox";

let leave: () => Promise<void>;
test.beforeAll(async () => {
  leave = await joinSite();
});
test.afterAll(() => leave());

const withoutScripts = async (browser: Browser) =>
  (await browser.newContext({ javaScriptEnabled: false })).newPage();

/** Waits for a mail in which the pattern stands, and answers what it found. */
async function inMail(address: string, pattern: RegExp): Promise<string> {
  const find = async () => (await mailsTo(address)).flatMap((mail) => pattern.exec(mail)?.[0] ?? []).at(-1);
  await expect.poll(find, { message: `a mail to ${address} with ${pattern}`, timeout: 30_000 }).toBeTruthy();
  return (await find()) ?? "";
}

/** The council says something, and followers are told at once instead of once nothing more is said. */
async function councilSays(reportId: number, text: string): Promise<void> {
  const now = new Date();
  await db.update.create({
    data: {
      ...{ reportId, text, origin: "backend", visibility: "public", newState: "in_progress" },
      ...{ createdAt: now, confirmedAt: now },
    },
  });
  await enqueue(db, "send-alerts", { reportId });
}

test("a neighbour without scripts or account follows a report, is told what is new, and ends it from the mail", async ({
  browser,
  page: scripted,
}) => {
  const report = await siteReport({ language: "en" });
  const address = `neighbour-${report.mark}@example.org`;
  const page = await withoutScripts(browser);
  await page.goto(`/report/${report.id}`);
  const form = page.getByRole("region", { name: "Get updates" });
  await form.getByRole("button", { name: "Get updates by e-mail" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("e-mail address");
  await form.getByLabel("E-mail address").fill(address);
  await form.getByRole("button", { name: "Get updates by e-mail" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Look into your e-mail");
  await axe(scripted, page);

  await page.goto(await inMail(address, /\/alert\/confirm\/[\w.-]+/));
  await axe(scripted, page);
  await page.getByRole("button", { name: "Follow this report" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You follow this report");

  await councilSays(report.id, `Our people are on it, ${report.mark}.`);
  await inMail(address, new RegExp(`Our people are on it, ${report.mark}`));
  await inMail(address, /^List-Unsubscribe-Post: List-Unsubscribe=One-Click/im);
  await page.goto(await inMail(address, /\/alert\/stop\/[\w.-]+/));
  await axe(scripted, page);
  await page.getByRole("button", { name: "Stop these mails" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You get no more mails about this report");
  const alert = await db.alert.findFirstOrThrow({ where: { reportId: report.id, user: { email: address } } });
  expect(alert.disabledAt).not.toBeNull();
});

test("whoever is signed in follows a report at once, sees it under My reports, and stops there", async ({
  page,
}) => {
  const report = await siteReport();
  const { id } = await makeUser({ email: `follower-${report.mark}@example.org` });
  await page.goto(await signInPath(id, `/report/${report.id}`));
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Get updates by e-mail" }).click();
  await expect(page.getByText("You follow this report")).toBeVisible();
  await page.goto("/my");
  const followed = page.getByRole("region", { name: "Reports you follow" });
  await expect(followed.getByRole("link", { name: report.title })).toBeVisible();
  await axe(page);
  await followed.getByRole("button", { name: `Stop mails about ${report.title}` }).click();
  await expect(followed.getByText("You follow no report.")).toBeVisible();
});

/** The path of the link that a reporter gets some weeks after. */
async function questionPath(report: { id: number; reporterId: number | null }): Promise<string> {
  const userId = report.reporterId ?? 0;
  const { id: questionnaireId } = await db.questionnaire.create({
    data: { reportId: report.id, userId, stateBefore: "confirmed" },
  });
  const link = { kind: "questionnaire", userId, questionnaireId } as const;
  return `/questionnaire/${tokenText(await createToken(db, { ...link, now: new Date(), ttl: 3_600_000 }))}`;
}

test("a reporter is asked how it stands, says that it is fixed, and everybody sees it; without scripts", async ({
  browser,
  page: scripted,
}) => {
  const report = await siteReport();
  const page = await withoutScripts(browser);
  await page.goto(await questionPath(report));
  await axe(scripted, page);
  await page.getByLabel("Anything else to say about it?").fill(`Mended well, ${report.mark}.`);
  await page.getByRole("button", { name: "Send my answer" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText(
    "Say whether the problem has been fixed.",
  );
  await expect(page.getByLabel("Anything else to say about it?")).toHaveValue(`Mended well, ${report.mark}.`);
  await page.getByLabel("Yes, it is fixed").check();
  await page.getByLabel("No, this was the first time").check();
  await page.getByRole("button", { name: "Send my answer" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Good to hear that it is fixed");
  await page.getByRole("link", { name: "See the report" }).click();
  await expect(page.getByText(`Mended well, ${report.mark}.`)).toBeVisible();
  expect(await db.report.findUniqueOrThrow({ where: { id: report.id } })).toMatchObject({
    state: "fixed_user",
  });
});
