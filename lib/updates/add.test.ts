import "@/lib/testing/database";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import PostalMime from "postal-mime";
import { expect, onTestFinished, test } from "vitest";
import { type Actor, anonymous } from "@/lib/actor";
import { tokenText } from "@/lib/auth/tokens";
import { db } from "@/lib/db";
import { provideEnv } from "@/lib/env";
import { sendTokenMail } from "@/lib/mail/token-mail";
import { getPublicReport } from "@/lib/reports/public-report";
import { makeDelivery, makeReport, makeUser } from "@/lib/testing/factories";
import { makeStaff } from "@/lib/testing/staff";
import { addUpdate, NewUpdate } from "@/lib/updates/add";
import { confirmUpdate, updateToConfirm } from "@/lib/updates/confirm";
import type { ReportState } from "@/prisma/generated/enums";

const now = new Date();
const hours = (n: number) => new Date(now.getTime() + n * 3_600_000);
const citizen = (userId: number): Actor => ({ kind: "citizen", userId });

const said = (reportId: number, more: object = {}) =>
  NewUpdate.parse({ reportId, text: "Still there.", name: "Bo Fell", formKey: crypto.randomUUID(), ...more });
const read = (id: number) => db.update.findUniqueOrThrow({ where: { id }, include: { photos: true } });
const stateOf = async (id: number) => (await db.report.findUniqueOrThrow({ where: { id } })).state;
const photo = async (hash = crypto.randomUUID()) => {
  const id = crypto.randomUUID();
  await db.photo.create({ data: { id, hash, width: 10, height: 10 } });
  return id;
};
/** The link that is mailed for an update. */
const linkOf = async (updateId: number) =>
  tokenText(await db.token.findFirstOrThrow({ where: { updateId }, orderBy: { id: "desc" } }));
const waiting = (reportId: number) => db.$queryRaw<{ key: string }[]>`
  select key from graphile_worker.jobs where key = ${`alerts:${reportId}`}`;

/** The one mail that this makes leave. */
async function mailed(send: () => Promise<void>) {
  const outbox = await mkdtemp(path.join(tmpdir(), "outbox-"));
  onTestFinished(() => rm(outbox, { recursive: true }));
  provideEnv({ MAIL_OUTBOX: outbox });
  await send();
  const [file = "", ...others] = (await readdir(outbox)).filter((name) => name.endsWith(".eml"));
  expect(others).toEqual([]);
  return PostalMime.parse(await readFile(path.join(outbox, file)));
}

/** A report that went to a back end which takes updates. */
async function sentReport(state: ReportState = "confirmed", more: object = {}) {
  const report = await makeReport({ state, ...more });
  const { bodyId, id } = await makeDelivery({
    ...{ reportId: report.id, contactId: null, method: "open311", state: "sent" },
    ...{ firstSentAt: hours(-2), sentAt: hours(-2), externalId: `S-${report.id}` },
  });
  const connection = await db.connection.create({
    data: { bodyId, slug: `c-${report.id}`, method: "open311", sendUpdates: true },
  });
  await db.delivery.update({ where: { id }, data: { connectionId: connection.id } });
  return { report, bodyId, deliveryId: id };
}

test("whoever is signed in is heard at once: shown, passed on, told to followers, followed if they like", async () => {
  const { report, deliveryId } = await sentReport();
  const bo = await makeUser({ name: "" });
  const photoIds = [await photo(), await photo()];
  const { updateId, needsConfirmation } = await addUpdate(
    citizen(bo.id),
    said(report.id, { photoIds, follow: "on", showName: "on", text: "  It has   grown. " }),
    hours(1),
  );
  expect(needsConfirmation).toBe(false);
  expect(await read(updateId)).toMatchObject({
    ...{ origin: "citizen", visibility: "public", text: "It has   grown.", name: "Bo Fell", userId: bo.id },
    // The unchanged state is noted, so that it can be sent out, and is no change to anybody.
    ...{ newState: "confirmed", stateApplied: false, confirmedAt: hours(1) },
    photos: [{ id: photoIds[0] }, { id: photoIds[1] }],
  });
  expect(await db.updateDelivery.findMany({ where: { updateId } })).toMatchObject([
    { deliveryId, state: "due", saidAt: hours(1) },
  ]);
  expect(await waiting(report.id)).toHaveLength(1);
  expect(await db.alert.count({ where: { userId: bo.id, reportId: report.id } })).toBe(1);
  expect(await db.user.findUnique({ where: { id: bo.id } })).toMatchObject({ name: "Bo Fell" });
  expect(await db.report.findUnique({ where: { id: report.id } })).toMatchObject({ updatedAt: hours(1) });
});

test("an address that was typed in is heard once its link is followed, and not before", async () => {
  const { report } = await sentReport("investigating");
  const email = `new-${report.id}@town.example`;
  const { updateId, needsConfirmation } = await addUpdate(
    anonymous,
    said(report.id, { email, fixed: "on", follow: "on" }),
    now,
  );
  expect(needsConfirmation).toBe(true);
  expect(await read(updateId)).toMatchObject({ visibility: "unconfirmed", confirmedAt: null });
  expect(await stateOf(report.id)).toBe("investigating");
  const { updates } = await found(report.id);
  expect(updates).toEqual([]);
  expect(await db.updateDelivery.count({ where: { updateId } })).toBe(0);

  const link = await linkOf(updateId);
  const { id: tokenId } = await db.token.findFirstOrThrow({ where: { updateId } });
  const mail = await mailed(() => sendTokenMail(tokenId, now));
  expect(mail).toMatchObject({ to: [{ address: email }], subject: expect.stringContaining(report.title) });
  for (const told of [`https://mendline.test/confirm/${link}`, "Still there.", report.title])
    expect(mail.text).toContain(told);
  expect(await updateToConfirm(link, now)).toMatchObject({ makes: "fixed", confirmed: false, closed: false });
  expect(await read(updateId)).toMatchObject({ visibility: "unconfirmed" });

  const first = await confirmUpdate(link, hours(24));
  expect(first).toMatchObject({ reportId: report.id, updateId, mayStartSession: true });
  // Said when it was confirmed: what a back end told in between stands before it.
  const after = { visibility: "public", newState: "fixed_user", stateApplied: true, createdAt: hours(24) };
  expect(await read(updateId)).toMatchObject(after);
  expect(await stateOf(report.id)).toBe("fixed_user");
  expect(await db.updateDelivery.count({ where: { updateId } })).toBe(1);
  expect(await db.user.findUnique({ where: { email } })).toMatchObject({ emailVerifiedAt: hours(24) });
  expect(await db.alert.count({ where: { user: { email }, reportId: report.id } })).toBe(1);

  await db.report.update({ where: { id: report.id }, data: { state: "confirmed" } });
  expect(await confirmUpdate(link, hours(25))).toMatchObject({ updateId, mayStartSession: true });
  expect(await confirmUpdate(link, hours(60))).toMatchObject({ updateId, mayStartSession: false });
  expect(await stateOf(report.id)).toBe("confirmed");
  expect(await read(updateId)).toMatchObject(after);
});

const found = async (id: number, actor: Actor = anonymous) => {
  const answer = await getPublicReport(id, actor);
  if (answer.kind !== "found") throw new Error(answer.kind);
  return answer.report;
};

test("what moved meanwhile is not moved by an old wish: the words stay, the move is left out", async () => {
  const report = await makeReport();
  const email = `late-${report.id}@town.example`;
  const withWords = await addUpdate(anonymous, said(report.id, { email, fixed: true }), now);
  const without = await addUpdate(anonymous, said(report.id, { email, fixed: true, text: "" }), now);
  await db.report.update({ where: { id: report.id }, data: { state: "closed" } });
  await confirmUpdate(await linkOf(withWords.updateId), hours(1));
  expect(await read(withWords.updateId)).toMatchObject({
    ...{ visibility: "public", newState: "closed", stateApplied: false },
  });
  // Nothing is left of one that only wanted the move.
  await confirmUpdate(await linkOf(without.updateId), hours(1));
  expect(await read(without.updateId)).toMatchObject({ visibility: "hidden" });
  expect(await stateOf(report.id)).toBe("closed");
  await expect(
    addUpdate(citizen((await makeUser()).id), said(report.id, { fixed: true, text: "" }), now),
  ).rejects.toMatchObject({ code: "conflict" });
});

test.each([
  ["confirmed", "fixed", "anybody", "fixed_user"],
  ["in_progress", "fixed", "anybody", "fixed_user"],
  ["closed", "fixed", "anybody", "closed"],
  ["fixed_council", "reopen", "the reporter", "confirmed"],
  ["closed", "reopen", "the reporter", "confirmed"],
  ["confirmed", "fixed", "the reporter", "fixed_user"],
  ["fixed_council", "reopen", "anybody", "forbidden"],
] as const)("a report that is %s, ticked %s by %s, becomes %s", async (state, tick, who, becomes) => {
  const report = await makeReport({ state });
  const userId = who === "anybody" ? (await makeUser()).id : (report.reporterId ?? 0);
  const answer = addUpdate(citizen(userId), said(report.id, { [tick]: "on" }), now);
  if (becomes === "forbidden") {
    await expect(answer).rejects.toMatchObject({ code: "forbidden" });
    return expect(await db.update.count({ where: { reportId: report.id } })).toBe(0);
  }
  const { updateId } = await answer;
  expect(await stateOf(report.id)).toBe(becomes);
  expect((await read(updateId)).origin).toBe(who === "anybody" ? "citizen" : "reporter");
});

test("whose report it is cannot be found out by asking to reopen it with somebody's address", async () => {
  const reporter = await makeUser();
  const report = await makeReport({ state: "closed", reporterId: reporter.id });
  const answers = [];
  for (const email of [reporter.email, "stranger@town.example"]) {
    const { updateId, ...answer } = await addUpdate(
      anonymous,
      said(report.id, { email, reopen: true, text: "" }),
      now,
    );
    answers.push(answer);
    await confirmUpdate(await linkOf(updateId), now);
    // The reporter's own link opens it again; a stranger's, which came second, has nothing left to say.
    expect(await stateOf(report.id)).toBe("confirmed");
  }
  expect(answers[0]).toEqual(answers[1]);
});

test("a private report is its reporter's and its body's staff's to write about, a hidden one nobody's", async () => {
  const { report, bodyId } = await sentReport("confirmed", { visibility: "private" });
  const stranger = citizen((await makeUser()).id);
  const reporter = await db.user.findUniqueOrThrow({ where: { id: report.reporterId ?? 0 } });
  for (const [actor, more] of [
    [stranger, {}],
    [anonymous, { email: reporter.email }],
    [(await makeStaff()).actor, {}],
  ] as const)
    await expect(addUpdate(actor, said(report.id, more), now)).rejects.toMatchObject({ code: "forbidden" });
  await addUpdate(citizen(reporter.id), said(report.id), now);
  await addUpdate((await makeStaff({ bodyId })).actor, said(report.id), now);
  expect(await db.update.count({ where: { reportId: report.id, visibility: "public" } })).toBe(2);

  const written = await makeReport();
  const { updateId } = await addUpdate(anonymous, said(written.id, { email: "w@town.example" }), now);
  const link = await linkOf(updateId);
  await db.report.update({ where: { id: written.id }, data: { visibility: "hidden" } });
  await expect(addUpdate(citizen(reporter.id), said(written.id), now)).rejects.toMatchObject({
    code: "not_found",
  });
  expect(await updateToConfirm(link, now)).toMatchObject({ closed: true });
  await expect(confirmUpdate(link, now)).rejects.toMatchObject({ code: "conflict" });
  // Nothing is lost by it: once the report is shown again, the link works.
  await db.report.update({ where: { id: written.id }, data: { visibility: "public" } });
  expect(await confirmUpdate(link, now)).toMatchObject({ updateId });
});

test("staff write in the name of their own body; those of another one, or without the permission, as anybody", async () => {
  const { report, bodyId } = await sentReport();
  const own = await makeStaff({ bodyId });
  const others = [await makeStaff(), await makeStaff({ bodyId, permissions: ["report:view-private"] })];
  const first = await addUpdate(own.actor, said(report.id, { fixed: true }), now);
  expect(await read(first.updateId)).toMatchObject({ origin: "staff", bodyId, newState: "fixed_council" });
  for (const { actor } of others) {
    const { updateId } = await addUpdate(actor, said(report.id), now);
    expect(await read(updateId)).toMatchObject({ origin: "citizen", bodyId: null });
  }
});

test("what is posted twice is one update, also at the same time and with the photos sent anew", async () => {
  const { report } = await sentReport();
  const bo = citizen((await makeUser()).id);
  const hash = crypto.randomUUID();
  const input = said(report.id, { photoIds: [await photo(hash)] });
  const twice = await Promise.all([1, 2, 3].map(() => addUpdate(bo, input, now)));
  const anew = await addUpdate(bo, { ...input, photoIds: [await photo(hash)] }, now);
  expect(new Set([...twice, anew].map(({ updateId }) => updateId)).size).toBe(1);
  // A page that is kept gives everybody the same key: another person's words are their own.
  const ada = await addUpdate(citizen((await makeUser()).id), { ...input, photoIds: [] }, now);
  const email = { ...input, photoIds: [], email: "a@town.example" };
  const [mailed, corrected] = [
    await addUpdate(anonymous, email, now),
    await addUpdate(anonymous, { ...email, email: "b@town.example" }, now),
  ];
  expect(await addUpdate(anonymous, email, now)).toEqual(mailed);
  const ids = [anew.updateId, ada.updateId, mailed.updateId, corrected.updateId];
  expect(new Set(ids).size).toBe(4);
  expect(await db.update.count({ where: { reportId: report.id } })).toBe(4);
  expect(await db.token.count({ where: { updateId: { in: ids } } })).toBe(2);
});

test("whoever is on the abuse list is heard by nobody, and told nothing of it", async () => {
  const { report } = await sentReport();
  const bad = await makeUser({ email: "rude@spam.example" });
  await db.abuseEntry.create({ data: { value: "spam.example" } });
  const now_ = await addUpdate(citizen(bad.id), said(report.id, { fixed: true, follow: true }), now);
  const later = await addUpdate(anonymous, said(report.id, { email: "also@spam.example" }), now);
  await confirmUpdate(await linkOf(later.updateId), now);
  for (const { updateId } of [now_, later])
    expect(await read(updateId)).toMatchObject({ visibility: "hidden" });
  expect(await stateOf(report.id)).toBe("confirmed");
  expect(await db.updateDelivery.count({ where: { update: { reportId: report.id } } })).toBe(0);
  expect(await waiting(report.id)).toEqual([]);
});

test("an altered, expired or foreign link confirms nothing, and what is missing is asked for", async () => {
  const report = await makeReport();
  const { updateId } = await addUpdate(anonymous, said(report.id, { email: "c@town.example" }), now);
  const link = await linkOf(updateId);
  for (const [wrong, at] of [
    [`${link.slice(0, -1)}${link.endsWith("A") ? "B" : "A"}`, now],
    [link, hours(30 * 24)],
    ["", now],
  ] as const) {
    expect(await updateToConfirm(wrong, at)).toBeNull();
    await expect(confirmUpdate(wrong, at)).rejects.toMatchObject({ code: "not_found" });
  }
  expect(await read(updateId)).toMatchObject({ visibility: "unconfirmed" });
  await expect(addUpdate(anonymous, said(report.id, { name: "", text: " \n " }), now)).rejects.toMatchObject({
    code: "invalid",
    fields: { text: expect.any(String), email: expect.any(String), name: expect.any(String) },
  });
  const gone = said(report.id, { photoIds: [crypto.randomUUID()] });
  await expect(addUpdate(citizen((await makeUser()).id), gone, now)).rejects.toMatchObject({
    fields: { photoIds: expect.any(String) },
  });
});
