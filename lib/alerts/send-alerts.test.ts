import "@/lib/testing/database";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import PostalMime, { type Email } from "postal-mime";
import { beforeEach, expect, test } from "vitest";
import { claimAlerts, claimMs } from "@/lib/alerts/claim-alerts";
import { follow, unfollow } from "@/lib/alerts/follow";
import { sendAlerts } from "@/lib/alerts/send-alerts";
import { db, type Prisma } from "@/lib/db";
import { provideEnv } from "@/lib/env";
import { returnToken } from "@/lib/mail/return-address";
import { makeBody, makeReport, makeUser } from "@/lib/testing/factories";

let outbox = "";

beforeEach(async () => {
  outbox = await mkdtemp(path.join(tmpdir(), "outbox-"));
  provideEnv({ MAIL_OUTBOX: outbox, MAIL_DOMAIN: "" });
  return () => rm(outbox, { recursive: true });
});

async function mails(): Promise<Email[]> {
  const files = (await readdir(outbox)).filter((file) => file.endsWith(".eml")).sort();
  return Promise.all(files.map(async (file) => PostalMime.parse(await readFile(path.join(outbox, file)))));
}
const recipients = async () => (await mails()).map(({ to }) => to?.[0]?.address).sort();

const now = new Date("2026-11-28T12:00:00Z");
const hours = (count: number) => new Date(now.getTime() - count * 3_600_000);
const days = (count: number) => hours(24 * count);

const subscribe = (userId: number, reportId: number, more: Partial<Prisma.AlertUncheckedCreateInput> = {}) =>
  db.alert.create({
    data: { kind: "report", userId, reportId, createdAt: days(30), confirmedAt: days(30), ...more },
  });

/** A report that its reporter and a neighbour follow. */
async function followed(report: Partial<Prisma.ReportUncheckedCreateInput> = {}) {
  const reporter = await makeUser();
  const neighbour = await makeUser();
  const made = await makeReport({ reporterId: reporter.id, title: "Kerb up", ...report });
  const alerts = {
    reporter: await subscribe(reporter.id, made.id),
    neighbour: await subscribe(neighbour.id, made.id),
  };
  return { report: made, reporter, neighbour, alerts };
}

const say = (reportId: number, more: Partial<Prisma.UpdateUncheckedCreateInput> = {}) =>
  db.update.create({
    data: {
      ...{ reportId, origin: "backend", visibility: "public", text: "We are on it." },
      ...{ createdAt: hours(1), confirmedAt: hours(1), ...more },
    },
  });

const send = (reportId: number, at = now) => sendAlerts({ now: at, reportId });

test("a follower gets one mail with all that is new: who, when, what, and what the report became", async () => {
  const { report, reporter, neighbour, alerts } = await followed();
  const body = await makeBody({ name: "Alderwick City Council", replyTo: "streets@alderwick.example" });
  await say(report.id, { createdAt: hours(9), newState: "investigating", text: "Seen.", bodyId: body.id });
  const fixed = await say(report.id, {
    ...{ newState: "fixed_council", text: "Mended.\n*** Done ***", bodyId: body.id },
    photos: { create: { id: crypto.randomUUID(), hash: "ab".repeat(32), width: 4, height: 3 } },
  });
  expect(await send(report.id)).toEqual({ mails: 2, updates: 4, failed: 0, refused: 0 });
  expect(await recipients()).toEqual([reporter.email, neighbour.email].sort());
  const mail = (await mails()).find(({ to }) => to?.[0]?.address === neighbour.email);
  expect(mail?.subject).toBe("Update on “Kerb up”");
  expect(mail?.replyTo?.[0]?.address).toBe("streets@alderwick.example");
  expect(mail?.text).toContain("There is news of a report that you follow: 2 updates.");
  expect(mail?.text).toContain("From: Alderwick City Council\nWhen: 28 November 2026 at 11:00\n");
  // Indented, so that nobody's words can pass for ours.
  expect(mail?.text).toContain("Message:\n    Mended.\n    *** Done ***\nState changed to: Fixed\n");
  expect(mail?.text).toContain("State changed to: Investigating");
  expect(mail?.text).toContain(`https://mendline.test/photo/c/${fixed.id}.0.full.jpeg?abababab`);
  expect(mail?.text).toContain(`https://mendline.test/report/${report.id}\n`);
  expect(mail?.text).toMatch(/Seen\.[\s\S]*Mended\./);
  expect(await send(report.id)).toEqual({ mails: 0, updates: 0, failed: 0, refused: 0 });
  expect(
    await db.alertSent.count({
      where: { alertId: alerts.neighbour.id, claimedUntil: null },
    }),
  ).toBe(2);
});

test("the state is spoken of only where an update changed it", async () => {
  const { report } = await followed();
  await say(report.id, { createdAt: days(20), newState: "planned" });
  await say(report.id, { newState: "planned", text: "Still planned." });
  await say(report.id, { newState: "closed", stateApplied: false, text: "Old news." });
  await send(report.id);
  expect((await mails())[0]?.text).toContain("Still planned.");
  expect((await mails())[0]?.text).not.toContain("State changed");
});

test("what the body says in private by mail it says to the reporter only", async () => {
  const { report, reporter, neighbour } = await followed();
  await say(report.id, { text: "In hand.", emailText: "Call Ida on 555." });
  await send(report.id);
  const byAddress = new Map((await mails()).map((mail) => [mail.to?.[0]?.address, mail.text]));
  expect(byAddress.get(reporter.email ?? "")).toContain("Call Ida on 555.");
  expect(byAddress.get(reporter.email ?? "")).toContain("There is news of your report.");
  expect(byAddress.get(reporter.email ?? "")).not.toContain("In hand.");
  expect(byAddress.get(neighbour.email ?? "")).toContain("In hand.");
  expect(byAddress.get(neighbour.email ?? "")).not.toContain("Ida");
});

test("a mail can be ended from within the mail program, and comes back to its alert", async () => {
  provideEnv({ MAIL_DOMAIN: "in.mendline.example" });
  const { report, reporter, alerts } = await followed();
  await say(report.id);
  await send(report.id);
  const mail = (await mails()).find(({ to }) => to?.[0]?.address === reporter.email);
  const header = (key: string) => mail?.headers.find((one) => one.key === key)?.value;
  const back = `${returnToken({ kind: "alert", id: alerts.reporter.id })}@in.mendline.example`;
  expect(header("list-unsubscribe")).toMatch(
    new RegExp(
      `^<https://mendline\\.test/api/unsubscribe/[\\w.-]+>, <mailto:${back}\\?subject=unsubscribe>$`,
    ),
  );
  expect(header("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
  expect(header("auto-submitted")).toBe("auto-generated");
  expect(mail?.text).toMatch(
    /No more mail about this report: https:\/\/mendline\.test\/alert\/stop\/[\w.-]+/,
  );
  await say(report.id, { text: "And again." });
  await send(report.id);
  const link = (text = "") => /\/alert\/stop\/\S+/.exec(text)?.[0];
  const [first, second] = (await mails()).filter(({ to }) => to?.[0]?.address === reporter.email);
  expect(link(second?.text)).toBe(link(first?.text));
});

test("AC-100: who was told already is not told: the reporter's alerts are suppressed, the neighbour's is not", async () => {
  const { report, reporter, neighbour, alerts } = await followed();
  const around = await db.alert.create({
    data: {
      kind: "around",
      userId: reporter.id,
      reportId: report.id,
      createdAt: days(30),
      confirmedAt: days(30),
    },
  });
  const { id: updateId } = await say(report.id);
  await db.alertSent.createMany({
    data: [alerts.reporter.id, around.id].map((alertId) => ({ alertId, updateId, sentAt: hours(1) })),
  });
  await send(report.id);
  expect(await recipients()).toEqual([neighbour.email]);
});

test("nobody is told what they said themselves", async () => {
  const { report, reporter, neighbour } = await followed();
  await say(report.id, { origin: "reporter", userId: reporter.id });
  await send(report.id);
  expect(await recipients()).toEqual([neighbour.email]);
});

test("of a private report only its reporter hears; of a hidden one nobody", async () => {
  const own = await followed({ visibility: "private" });
  await say(own.report.id);
  const hidden = await followed({ visibility: "hidden" });
  await say(hidden.report.id);
  await sendAlerts({ now });
  expect(await recipients()).toEqual([own.reporter.email]);
});

test.each<[string, Partial<Prisma.UpdateUncheckedCreateInput>]>([
  ["is eight days old", { createdAt: days(8), confirmedAt: hours(1) }],
  ["is silent", { silent: true }],
  ["is hidden", { visibility: "hidden" }],
  ["is not confirmed", { visibility: "unconfirmed", origin: "citizen", confirmedAt: null }],
  ["was said before anybody followed", { createdAt: days(31), confirmedAt: days(31) }],
])("an update that %s is mailed to nobody", async (_, update) => {
  const { report } = await followed();
  await say(report.id, update);
  expect(await send(report.id)).toMatchObject({ mails: 0, failed: 0 });
});

test("what a person wrote counts from when they confirmed it", async () => {
  const { report } = await followed();
  await say(report.id, { origin: "citizen", createdAt: days(20), confirmedAt: hours(1) });
  expect(await sendAlerts({ now })).toMatchObject({ mails: 2 });
});

test("who has no address, has not confirmed, or has ended it, is not written to", async () => {
  const report = await makeReport();
  await subscribe((await makeUser({ email: null })).id, report.id);
  await subscribe((await makeUser()).id, report.id, { confirmedAt: null });
  await subscribe((await makeUser()).id, report.id, { disabledAt: days(1) });
  await say(report.id);
  expect(await send(report.id)).toMatchObject({ mails: 0, failed: 0 });
});

test("who follows again is told what is said from then on", async () => {
  const { report, neighbour } = await followed();
  const actor = { kind: "citizen", userId: neighbour.id } as const;
  await unfollow(actor, { reportId: report.id }, days(3));
  await say(report.id, { text: "Missed.", createdAt: days(2) });
  await follow(actor, { reportId: report.id, email: "" }, days(1));
  await say(report.id, { text: "Heard." });
  await send(report.id);
  const mail = (await mails()).find(({ to }) => to?.[0]?.address === neighbour.email);
  expect(mail?.text).toContain("Heard.");
  expect(mail?.text).not.toContain("Missed.");
});

test("two workers at once send each mail once", async () => {
  const reports = await Promise.all(Array.from({ length: 5 }, () => followed()));
  for (const { report } of reports) await say(report.id);
  const counts = await Promise.all([sendAlerts({ now }), sendAlerts({ now })]);
  expect(counts.reduce((sum, { mails }) => sum + mails, 0)).toBe(10);
  expect(await recipients()).toHaveLength(10);
});

test("a worker that dies with a claim leaves it to the next, which sends the very same mail, and what came later apart", async () => {
  const { report } = await followed();
  await say(report.id, { text: "First." });
  await say(report.id, { text: "Second." });
  const { claims } = await claimAlerts({ now, reportId: report.id, limit: 10 });
  expect(claims.map(({ updateIds }) => updateIds.length)).toEqual([2, 2]);
  expect(await send(report.id), "another worker's").toMatchObject({ mails: 0 });
  await say(report.id, { text: "Third." });
  const later = new Date(now.getTime() + claimMs + 1_000);
  expect(await send(report.id, later)).toMatchObject({ mails: 4, updates: 6 });
  const texts = (await mails()).map(({ text = "" }) => text);
  expect(texts.filter((text) => text.includes("First.") && text.includes("Second."))).toHaveLength(2);
  expect(texts.filter((text) => text.includes("Third.") && !text.includes("First."))).toHaveLength(2);
});

test("a worker that dies between the mail and its note sends it again under the same key, so that it is one mail", async () => {
  const { report, neighbour } = await followed();
  await say(report.id);
  const { until } = await claimAlerts({ now, reportId: report.id, limit: 10 });
  const marks = await db.alertSent.findMany({ where: { update: { reportId: report.id } } });
  await send(report.id, new Date(until.getTime() + 1));
  // The mail left; the note of it is taken back, as if it had never been written.
  for (const { alertId, updateId, claimedUntil } of marks)
    await db.alertSent.update({
      where: { alertId_updateId: { alertId, updateId } },
      data: { claimedUntil },
    });
  expect(await send(report.id, new Date(until.getTime() + 2))).toMatchObject({ mails: 2 });
  expect((await recipients()).filter((address) => address === neighbour.email)).toHaveLength(1);
});

test("while mail cannot leave nothing is lost, and the run ends by itself", async () => {
  const { report } = await followed();
  await say(report.id);
  const blocked = path.join(outbox, "file");
  await writeFile(blocked, "in the way");
  provideEnv({ MAIL_OUTBOX: blocked });
  expect(await send(report.id)).toEqual({ mails: 0, updates: 0, failed: 2, refused: 0 });
  provideEnv({ MAIL_OUTBOX: outbox });
  expect(await send(report.id), "not at once").toMatchObject({ mails: 0 });
  expect(await send(report.id, new Date(now.getTime() + 10 * 60_000))).toMatchObject({ mails: 2 });
});
