import "@/lib/testing/database";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import PostalMime, { type Email } from "postal-mime";
import { beforeEach, expect, test } from "vitest";
import { createToken, markUsed, tokenText } from "@/lib/auth/tokens";
import { db } from "@/lib/db";
import { provideEnv } from "@/lib/env";
import { sendReportSentMail } from "@/lib/mail/report-sent-mail";
import { sendTokenMail } from "@/lib/mail/token-mail";
import {
  makeArea,
  makeBody,
  makeCategory,
  makeConnection,
  makeContact,
  makeDelivery,
  makeReport,
  makeUser,
} from "@/lib/testing/factories";

let outbox = "";

beforeEach(async () => {
  outbox = await mkdtemp(path.join(tmpdir(), "outbox-"));
  provideEnv({ MAIL_OUTBOX: outbox });
  return () => rm(outbox, { recursive: true });
});

async function mails(): Promise<Email[]> {
  const files = (await readdir(outbox)).filter((file) => file.endsWith(".eml")).sort();
  return Promise.all(files.map(async (file) => PostalMime.parse(await readFile(path.join(outbox, file)))));
}

const day = 86_400_000;
const now = new Date("2026-11-24T15:00:00Z");

const confirming = async (title = "Kerb up") => {
  const user = await makeUser({ name: "Ines Okafor" });
  const category = await makeCategory({ name: `Kerbs ${crypto.randomUUID()}` });
  const report = await makeReport({
    visibility: "unconfirmed",
    reporterId: user.id,
    title,
    categoryId: category.id,
  });
  const token = await db.$transaction((tx) =>
    createToken(tx, { kind: "confirm_report", userId: user.id, reportId: report.id, now, ttl: 30 * day }),
  );
  return { user, report, token, category };
};

test.each([
  ["a destination that refuses", { destination: "Refused" }, {}, false],
  ["a body that refuses everything", {}, { method: "refused", asDefault: true }, false],
  ["a body that takes it", {}, { method: "webhook", asDefault: true }, true],
  ["a body without any connection", {}, null, true],
] as const)("AC-032: the mail to confirm says when nobody takes it: %s", async (_, contact, way, taken) => {
  const area = await makeArea();
  const body = await makeBody({ areas: [area] });
  if (way) await makeConnection({ bodyId: body.id, ...way });
  const { report, token, category } = await confirming();
  await makeContact({ bodyId: body.id, categoryId: category.id, ...contact });
  await db.reportArea.create({ data: { reportId: report.id, areaId: area.id } });
  await sendTokenMail(token.id, now);
  const [mail] = await mails();
  if (taken) expect(mail?.text).toContain("your report is on its way");
  else expect(mail?.text).toContain("It is sent to nobody");
});

test("the mail to confirm a report shows what it is about, a link, its last day and what to do if it was not you", async () => {
  const { user, token, category } = await confirming("Kerb up <b>");
  await sendTokenMail(token.id, now);
  await sendTokenMail(token.id, now);
  const [mail, ...others] = await mails();
  expect(others).toEqual([]);
  const link = `https://mendline.test/confirm/${tokenText(token)}`;
  expect(mail).toMatchObject({
    subject: "Confirm your report: Kerb up <b>",
    to: [{ name: "Ines Okafor", address: user.email }],
    from: { name: "Mendline", address: "noreply@mendline.example" },
  });
  expect(mail?.text).toContain(`Confirm my report:\n${link}\n`);
  expect(mail?.text).toContain(`Category: ${category.name}`);
  expect(mail?.text).toMatch(/until 24 December 2026 at 15:00\..*\n\nYou have reported nothing\?/);
  expect(mail?.html).toContain(`<a href="${link}"`);
  expect(mail?.html).toContain('<html lang="en"');
  expect(mail?.html).toContain("Kerb up &lt;b&gt;");
  // Nothing is loaded from anywhere.
  expect(mail?.html?.match(/https?:\/\/(?!mendline\.test)/g)).toBeNull();
  expect(mail?.headers).toContainEqual(
    expect.objectContaining({ key: "auto-submitted", value: "auto-generated" }),
  );
});

test("the mail to sign in has its own words and place", async () => {
  const user = await makeUser();
  const token = await db.$transaction((tx) =>
    createToken(tx, { kind: "sign_in", userId: user.id, now, ttl: day }),
  );
  await sendTokenMail(token.id, now);
  const [mail] = await mails();
  expect(mail?.subject).toBe("Your link to sign in to Mendline");
  expect(mail?.text).toContain(`Sign in:\nhttps://mendline.test/auth/${tokenText(token)}\n`);
  expect(mail?.text).toContain("until 25 November 2026 at 15:00");
});

test("a link that is used, past its time or gone is not mailed any more", async () => {
  const { token } = await confirming();
  await sendTokenMail(token.id, new Date(now.getTime() + 31 * day));
  await db.$transaction((tx) => markUsed(tx, token.id, now));
  await sendTokenMail(token.id, now);
  await sendTokenMail(2_000_000_000, now);
  expect(await mails()).toEqual([]);
});

test("while mail cannot leave, the job fails, so that it is tried again", async () => {
  const { token } = await confirming();
  const blocked = path.join(outbox, "file");
  await writeFile(blocked, "in the way");
  provideEnv({ MAIL_OUTBOX: blocked });
  await expect(sendTokenMail(token.id, now)).rejects.toThrow(/could not be written to the outbox/);
});

test("the news that a report was sent names each body, its reference as its connection says, and who is still to get it", async () => {
  const reporter = await makeUser();
  const report = await makeReport({ reporterId: reporter.id, name: "Ines", title: "Kerb up" });
  const bodies = await Promise.all(["City", "County", "Energy", "Refuser"].map((name) => makeBody({ name })));
  const [city, county, energy, refuser] = bodies.map(({ id }) => id);
  const connection = await makeConnection({ bodyId: county ?? 0, settings: { publishReference: "ours" } });
  const sent = { reportId: report.id, state: "sent" as const, firstSentAt: now, sentAt: now };
  await makeDelivery({ ...sent, bodyId: city ?? 0, externalId: "CRM-77" });
  await makeDelivery({ ...sent, bodyId: county ?? 0, externalId: "secret-1", connectionId: connection.id });
  await makeDelivery({ reportId: report.id, bodyId: energy ?? 0, state: "held" });
  await makeDelivery({ reportId: report.id, bodyId: refuser ?? 0, state: "skipped" });
  await sendReportSentMail(report.id);
  await sendReportSentMail(report.id);
  const [mail, ...others] = await mails();
  expect(others).toEqual([]);
  expect(mail).toMatchObject({
    subject: "Your report has been sent: Kerb up",
    to: [{ name: "Ines", address: reporter.email }],
  });
  expect(mail?.text).toContain(
    `Sent to: City, reference CRM-77\nSent to: County, reference ${report.id}\nOn its way to: Energy\n`,
  );
  expect(mail?.text).toContain(`https://mendline.test/report/${report.id}`);
  expect(mail?.text).not.toMatch(/Refuser|secret-1/);
});

test("nobody is told about a hidden report, one that has not been sent, or one without an address", async () => {
  const hidden = await makeReport({ visibility: "hidden" });
  await makeDelivery({ reportId: hidden.id, state: "sent", firstSentAt: now });
  const waiting = await makeReport();
  await makeDelivery({ reportId: waiting.id });
  const byPhone = await makeReport({ reporterId: (await makeUser({ email: null })).id });
  await makeDelivery({ reportId: byPhone.id, state: "sent", firstSentAt: now });
  for (const { id } of [hidden, waiting, byPhone]) await sendReportSentMail(id);
  await sendReportSentMail(2_000_000_000);
  expect(await mails()).toEqual([]);
});
