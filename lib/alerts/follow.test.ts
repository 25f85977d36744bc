import "@/lib/testing/database";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import PostalMime from "postal-mime";
import { expect, onTestFinished, test } from "vitest";
import { type Actor, anonymous } from "@/lib/actor";
import { alertToConfirm, confirmAlert } from "@/lib/alerts/confirm";
import { expireAlerts } from "@/lib/alerts/expire";
import { FollowInput, follow, followingOf, unfollow } from "@/lib/alerts/follow";
import { myAlerts } from "@/lib/alerts/my-alerts";
import { alertToStop, stopAlert } from "@/lib/alerts/stop";
import { createToken, tokenText } from "@/lib/auth/tokens";
import { db } from "@/lib/db";
import { provideEnv } from "@/lib/env";
import { sendTokenMail } from "@/lib/mail/token-mail";
import { makeReport, makeUser } from "@/lib/testing/factories";

const now = new Date("2026-11-28T12:00:00Z");
const later = (days: number) => new Date(now.getTime() + days * 86_400_000);
const citizen = (userId: number): Actor => ({ kind: "citizen", userId });

async function asked(email: string, reportId: number) {
  expect(await follow(anonymous, { reportId, email }, now)).toEqual({ following: false });
  const token = await db.token.findFirstOrThrow({
    where: { kind: "confirm_alert", user: { email } },
    orderBy: { id: "desc" },
  });
  return tokenText(token);
}

test("whoever is signed in follows a report at once, and twice is once", async () => {
  const { id: userId } = await makeUser();
  const { id: reportId, title } = await makeReport();
  const me = citizen(userId);
  expect(await followingOf(me, reportId)).toEqual({ following: false });
  expect(await follow(me, { reportId, email: "" }, now)).toEqual({ following: true });
  expect(await follow(me, { reportId, email: "" }, later(1))).toEqual({ following: true });
  expect(await followingOf(me, reportId)).toEqual({ following: true });
  expect((await myAlerts(userId)).reports).toMatchObject([{ id: reportId, title }]);
  expect(await db.alert.findMany({ where: { reportId } })).toMatchObject([
    { createdAt: now, confirmedAt: now },
  ]);
  await unfollow(me, { reportId }, later(2));
  await unfollow(me, { reportId }, later(3));
  expect(await db.alert.findMany({ where: { reportId } })).toMatchObject([{ disabledAt: later(2) }]);
  expect((await myAlerts(userId)).reports).toEqual([]);
  expect(await db.auditEntry.findMany({ where: { reportId }, select: { action: true } })).toEqual([
    { action: "alerts.follow" },
    { action: "alerts.stop" },
  ]);
});

test("the mail that asks an address leads to the button, and says what to do if it was not you", async () => {
  const outbox = await mkdtemp(path.join(tmpdir(), "outbox-"));
  onTestFinished(() => rm(outbox, { recursive: true }));
  provideEnv({ MAIL_OUTBOX: outbox });
  const { id: reportId, title } = await makeReport();
  const link = await asked("mia@town.example", reportId);
  const token = await db.token.findFirstOrThrow({ where: { user: { email: "mia@town.example" } } });
  await sendTokenMail(token.id, now);
  const [file = ""] = (await readdir(outbox)).filter((name) => name.endsWith(".eml"));
  const mail = await PostalMime.parse(await readFile(path.join(outbox, file)));
  expect(mail.subject).toBe(`Follow the report “${title}”?`);
  expect(mail.text).toContain(`Follow this report:\nhttps://mendline.test/alert/confirm/${link}\n`);
  expect(mail.text).toMatch(/until 28 December 2026 at 12:00\.\n\nYou have not asked for this\?/);
});

test("an address is asked by mail, follows when its link is followed, and is proven by it", async () => {
  const { id: reportId, title } = await makeReport();
  const link = await asked("ida@town.example", reportId);
  expect(await alertToConfirm(link, now)).toEqual({ reportId, title, following: false });
  const alert = () => db.alert.findFirstOrThrow({ where: { reportId } });
  expect(await alert()).toMatchObject({ confirmedAt: null });
  await confirmAlert(link, later(1));
  await confirmAlert(link, later(2));
  expect(await alert()).toMatchObject({ createdAt: later(1), confirmedAt: later(1), disabledAt: null });
  expect(await alertToConfirm(link, later(2))).toMatchObject({ following: true });
  const user = await db.user.findUniqueOrThrow({ where: { email: "ida@town.example" } });
  expect(user.emailVerifiedAt).toEqual(later(1));
  expect(await db.auditEntry.count({ where: { reportId, action: "alerts.confirm" } })).toBe(1);
});

test("asking for an address that follows already, or has ended it, changes nothing until its link is followed", async () => {
  const { id: userId, email } = await makeUser();
  const { id: reportId } = await makeReport();
  await follow(citizen(userId), { reportId, email: "" }, now);
  await unfollow(citizen(userId), { reportId }, later(1));
  const link = await asked(email ?? "", reportId);
  expect(await followingOf(citizen(userId), reportId)).toEqual({ following: false });
  await confirmAlert(link, later(2));
  expect(await db.alert.findMany({ where: { reportId } })).toMatchObject([
    { createdAt: later(2), disabledAt: null },
  ]);
});

test("being signed in as somebody else proves no address", async () => {
  const { id: reportId } = await makeReport();
  const { id: userId } = await makeUser();
  const answer = await follow(citizen(userId), { reportId, email: "other@town.example" }, now);
  expect(answer).toEqual({ following: false });
});

test("a private report is followed by its reporter only, a hidden or unconfirmed one by nobody", async () => {
  const { id: reporterId } = await makeUser();
  const { id: otherId } = await makeUser();
  const own = await makeReport({ visibility: "private", reporterId });
  await expect(follow(citizen(otherId), { reportId: own.id, email: "" })).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(follow(anonymous, { reportId: own.id, email: "a@b.example" })).rejects.toMatchObject({
    code: "forbidden",
  });
  expect(await follow(citizen(reporterId), { reportId: own.id, email: "" })).toEqual({ following: true });
  for (const visibility of ["hidden", "unconfirmed"] as const) {
    const { id: reportId } = await makeReport({ visibility, reporterId });
    await expect(follow(citizen(reporterId), { reportId, email: "" })).rejects.toMatchObject({
      code: "not_found",
    });
  }
});

test("a report that is hidden before the link is followed is not followed", async () => {
  const { id: reportId } = await makeReport();
  const link = await asked("ben@town.example", reportId);
  await db.report.update({ where: { id: reportId }, data: { visibility: "hidden" } });
  expect(await alertToConfirm(link, now)).toBeNull();
  await expect(confirmAlert(link, now)).rejects.toMatchObject({ code: "not_found" });
});

test("without an address nobody knows whom to write to", async () => {
  const { id: reportId } = await makeReport();
  const { id: userId } = await makeUser({ email: null });
  expect(await followingOf(citizen(userId), reportId)).toBeNull();
  for (const actor of [anonymous, citizen(userId)]) {
    await expect(follow(actor, { reportId, email: "" })).rejects.toMatchObject({
      code: "invalid",
      fields: { email: expect.any(String) },
    });
  }
  expect(FollowInput.safeParse({ reportId: "1", email: "no address" }).success).toBe(false);
  expect(FollowInput.parse({ reportId: "1" })).toEqual({ reportId: 1, email: "" });
});

test("the link in each mail ends the alert without signing in, and says what it is about only to who may see it", async () => {
  const { id: userId } = await makeUser();
  const report = await makeReport();
  await follow(citizen(userId), { reportId: report.id, email: "" }, now);
  const { id: alertId } = await db.alert.findFirstOrThrow({ where: { reportId: report.id } });
  const token = await createToken(db, { kind: "stop_alert", userId, alertId, now, ttl: 86_400_000_000 });
  const link = tokenText(token);
  const { id, title } = report;
  expect(await alertToStop(link, now)).toEqual({ report: { id, title }, stopped: false });
  await stopAlert(link, later(100));
  await stopAlert(link, later(101));
  expect(await alertToStop(link, later(101))).toEqual({ report: { id, title }, stopped: true });
  await db.report.update({ where: { id: report.id }, data: { visibility: "private" } });
  expect(await alertToStop(link, later(101))).toEqual({ report: null, stopped: true });
  // Another kind of link ends nothing, and this one confirms nothing.
  const other = await asked("eve@town.example", (await makeReport()).id);
  await expect(stopAlert(other, now)).rejects.toMatchObject({ code: "not_found" });
  await expect(confirmAlert(link, now)).rejects.toMatchObject({ code: "not_found" });
  expect(await alertToStop("x.y", now)).toBeNull();
});

test("what was asked for and never confirmed is forgotten after thirty days", async () => {
  const { id: reportId } = await makeReport();
  await asked("old@town.example", reportId);
  const { id: userId } = await makeUser();
  await follow(citizen(userId), { reportId, email: "" }, now);
  await expireAlerts(later(29));
  expect(await db.alert.count({ where: { reportId } })).toBe(2);
  await expireAlerts(later(31));
  expect(await db.alert.findMany({ where: { reportId } })).toMatchObject([{ userId }]);
});
