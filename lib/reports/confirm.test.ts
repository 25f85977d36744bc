import { expect, test } from "vitest";
import "@/lib/testing/database";
import { createToken, tokenLife, tokenText } from "@/lib/auth/tokens";
import { db } from "@/lib/db";
import { confirmReport, reportToConfirm } from "@/lib/reports/confirm";
import { makeArea, makeBody, makeContact, makeReport, makeUser } from "@/lib/testing/factories";
import type { TokenKind } from "@/prisma/generated/enums";

const now = new Date("2026-11-24T12:00:00Z");
const hours = (n: number) => new Date(now.getTime() + n * 3_600_000);

type Setting = { private?: boolean; destination?: string; email?: string; phone?: string; named?: string };

/** An unconfirmed report in a body's area, and the text of its link. */
async function waiting(setting: Setting = {}, kind: TokenKind = "confirm_report") {
  const area = await makeArea();
  const body = await makeBody({ areas: [area] });
  const contact = await makeContact({
    bodyId: body.id,
    private: setting.private ?? false,
    ...(setting.destination && { destination: setting.destination }),
  });
  const reporter = await makeUser({
    emailVerifiedAt: null,
    name: setting.named ?? "",
    ...(setting.email && { email: setting.email }),
  });
  const report = await makeReport({
    visibility: "unconfirmed",
    categoryId: contact.categoryId,
    reporterId: reporter.id,
    name: "Ada Quill",
    phone: setting.phone ?? "01234 567890",
    areas: { create: { areaId: area.id } },
  });
  const life = { now, ttl: tokenLife.confirm_report };
  const token = await createToken(db, { kind, userId: reporter.id, reportId: report.id, ...life });
  return { body, reporter, report, text: tokenText(token) };
}

const jobsOf = (name: string) =>
  db.$queryRaw<{ id: string }[]>`select id::text from graphile_worker.jobs where task_identifier = ${name}`;
const read = (id: number) => db.report.findUniqueOrThrow({ where: { id }, include: { deliveries: true } });

test("looking at a link tells what it would do, and does nothing", async () => {
  const { report, body, text } = await waiting();
  expect(await reportToConfirm(text, now)).toMatchObject({
    reportId: report.id,
    title: report.title,
    bodies: [body.name],
    confirmed: false,
  });
  expect(await read(report.id)).toMatchObject({ visibility: "unconfirmed", deliveries: [] });
});

test("a body that takes no such reports is not named as one that gets it", async () => {
  const { text } = await waiting({ destination: "refused" });
  expect(await reportToConfirm(text, now)).toMatchObject({ bodies: [] });
});

test("the first confirmation publishes, verifies, subscribes and sends; a second one changes nothing", async () => {
  const { report, reporter, body, text } = await waiting();
  const before = (await jobsOf("deliver")).length;
  const answer = { reportId: report.id, userId: reporter.id, mayStartSession: true };
  expect(await confirmReport(text, hours(1))).toEqual(answer);
  expect(await confirmReport(text, hours(2))).toEqual(answer);
  // Long after its first use the link still leads to the report, but opens no session any more.
  expect(await confirmReport(text, hours(30))).toEqual({ ...answer, mayStartSession: false });

  const after = await read(report.id);
  expect(after).toMatchObject({ visibility: "public", confirmedAt: hours(1), updatedAt: hours(1) });
  expect(after.deliveries).toMatchObject([{ bodyId: body.id, state: "due", method: "email" }]);
  expect(await jobsOf("deliver")).toHaveLength(before + 1);
  expect(await db.user.findUniqueOrThrow({ where: { id: reporter.id } })).toMatchObject({
    emailVerifiedAt: hours(1),
    name: "Ada Quill",
    phone: "01234 567890",
  });
  expect(await db.alert.findMany({ where: { userId: reporter.id } })).toMatchObject([
    { kind: "report", reportId: report.id, confirmedAt: hours(1) },
  ]);
  const audit = await db.auditEntry.findMany({ where: { reportId: report.id, action: "report.confirm" } });
  expect(audit).toMatchObject([{ actorKind: "citizen", userId: reporter.id }]);
});

test("two presses of the button at once confirm once", async () => {
  const { report, text } = await waiting();
  const answers = await Promise.all([1, 2, 3].map(() => confirmReport(text, now)));
  expect(new Set(answers.map(({ reportId }) => reportId))).toEqual(new Set([report.id]));
  expect((await read(report.id)).deliveries).toHaveLength(1);
  expect(await db.auditEntry.count({ where: { reportId: report.id, action: "report.confirm" } })).toBe(1);
});

test("a category that a body keeps private makes the report private", async () => {
  const { report, text } = await waiting({ private: true });
  await confirmReport(text, now);
  expect(await read(report.id)).toMatchObject({ visibility: "private", deliveries: [{ state: "due" }] });
});

test("what a report says about its reporter changes no name that the account has", async () => {
  const { reporter, text } = await waiting({ named: "The real name" });
  await confirmReport(text, now);
  expect(await db.user.findUniqueOrThrow({ where: { id: reporter.id } })).toMatchObject({
    name: "The real name",
  });
});

test.each([
  ["address", "bad@spam.example", "", "bad@spam.example", "hidden"],
  ["domain", "any@banned.example", "", "banned.example", "hidden"],
  ["number", "nice@town.example", "0999 111-222", "0999111222", "hidden"],
  ["look-alike of a domain", "any@notbanned.example", "", "", "public"],
])("the abuse list: a banned %s", async (_, email, phone, value, visibility) => {
  if (value) await db.abuseEntry.create({ data: { value } });
  const { report, text } = await waiting({ email, phone });
  await confirmReport(text, now);
  const after = await read(report.id);
  expect(after.visibility).toBe(visibility);
  expect(after.deliveries).toHaveLength(visibility === "hidden" ? 0 : 1);
});

test("a safe address outweighs its banned domain", async () => {
  await db.abuseEntry.createMany({
    data: [{ value: "mixed.example" }, { value: "ok@mixed.example", safe: true }],
  });
  const { report, text } = await waiting({ email: "ok@mixed.example" });
  await confirmReport(text, now);
  expect((await read(report.id)).visibility).toBe("public");
});

test("a hidden report stays hidden, whoever follows the link again", async () => {
  const { report, text } = await waiting();
  await confirmReport(text, now);
  await db.report.update({ where: { id: report.id }, data: { visibility: "hidden" } });
  expect(await confirmReport(text, hours(1))).toMatchObject({ reportId: report.id });
  expect((await read(report.id)).visibility).toBe("hidden");
});

test("an altered, expired or foreign link confirms nothing", async () => {
  const { report, text } = await waiting();
  const signIn = await waiting({}, "sign_in");
  for (const [wrong, at] of [
    [`${text.slice(0, -1)}${text.endsWith("A") ? "B" : "A"}`, now],
    [text, new Date(now.getTime() + tokenLife.confirm_report)],
    [signIn.text, now],
    ["", now],
  ] as const) {
    await expect(confirmReport(wrong, at)).rejects.toMatchObject({ code: "not_found" });
    expect(await reportToConfirm(wrong, at)).toBeNull();
  }
  expect((await read(report.id)).visibility).toBe("unconfirmed");
  expect((await read(signIn.report.id)).visibility).toBe("unconfirmed");
});

test("a link of somebody who is not the reporter confirms nothing", async () => {
  const { report } = await waiting();
  const stranger = await makeUser();
  const token = await createToken(db, {
    kind: "confirm_report",
    userId: stranger.id,
    reportId: report.id,
    now,
    ttl: 1000,
  });
  await expect(confirmReport(tokenText(token), now)).rejects.toMatchObject({ code: "not_found" });
  expect((await read(report.id)).visibility).toBe("unconfirmed");
});
