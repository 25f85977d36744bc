import { expect, test } from "vitest";
import "@/lib/testing/database";
import type { Actor } from "@/lib/actor";
import { db, type Prisma } from "@/lib/db";
import { parseInput } from "@/lib/forms";
import { journeyOf } from "@/lib/reports/journey";
import { getPublicReport } from "@/lib/reports/public-report";
import { takeUpdates } from "@/lib/sync/updates/take-updates";
import { makeConnection, makeDelivery, makeReport, makeUpdate, makeUser } from "@/lib/testing/factories";
import { makeStaff, makeSuperuser } from "@/lib/testing/staff";
import { deleteUpdate } from "@/lib/updates/delete";
import { expireUpdates } from "@/lib/updates/expire";
import { myUpdates } from "@/lib/updates/my-updates";
import { StaffUpdate } from "@/lib/updates/new-update";
import { setUpdateVisibility } from "@/lib/updates/set-visibility";
import { addStaffUpdate } from "@/lib/updates/staff-update";
import type { ReportState } from "@/prisma/generated/enums";

const now = new Date();
const minutes = (n: number) => new Date(now.getTime() + n * 60_000);
const note = "It names a neighbour.";
const form = () => ({ formKey: crypto.randomUUID() });
/** As the dashboard's form has it said. */
const saying = async (actor: Actor, fields: object) =>
  addStaffUpdate(actor, parseInput(StaffUpdate, fields, "No."), now);

const stateOf = async (id: number) => (await db.report.findUniqueOrThrow({ where: { id } })).state;
const read = (id: number) => db.update.findUniqueOrThrow({ where: { id } });

/** A report that one body has, and somebody there who may do everything. */
async function theirs(state: ReportState = "confirmed") {
  const report = await makeReport({ state });
  const { bodyId, id: deliveryId } = await makeDelivery({
    ...{
      reportId: report.id,
      contactId: null,
      state: "sent",
      firstSentAt: now,
      externalId: `S-${report.id}`,
    },
  });
  const { actor } = await makeStaff({ bodyId });
  return { report, bodyId, deliveryId, actor };
}

type Said = Partial<Prisma.UpdateUncheckedCreateInput>;

/** Something that moved its report, so many minutes from now. */
const moved = (reportId: number, newState: ReportState, at: number, more: Said = {}) =>
  makeUpdate({ reportId, newState, createdAt: minutes(at), confirmedAt: minutes(at), ...more });

test("staff say something and move the report; the page tells it in their body's name", async () => {
  const { report, bodyId, actor } = await theirs();
  const said = { reportId: report.id, text: "We come on Monday.", newState: "action_scheduled", ...form() };
  const { updateId } = await saying(actor, said);
  expect(await saying(actor, said)).toEqual({ updateId });
  expect(await read(updateId)).toMatchObject({
    ...{ origin: "staff", bodyId, visibility: "public", newState: "action_scheduled", stateApplied: true },
  });
  const answer = await getPublicReport(report.id, actor);
  if (answer.kind !== "found") throw new Error(answer.kind);
  expect(journeyOf(answer.report).steps.at(-1)).toMatchObject({
    ...{ kind: "update", state: "action_scheduled", update: { text: "We come on Monday.", author: null } },
  });
  const audit = { action: "update.add", bodyId, before: { state: "confirmed" } };
  expect(await db.auditEntry.findMany({ where: { reportId: report.id } })).toMatchObject([audit]);
});

test.each([
  ["fixed_user", "fixed_council", { newState: expect.any(String) }],
  ["confirmed", "withdrawn", { newState: expect.any(String) }],
  ["confirmed", "duplicate", { text: expect.any(String) }],
  ["confirmed", "confirmed", { text: expect.any(String) }],
  ["confirmed", "", { text: expect.any(String) }],
  ["confirmed", "solved", { newState: expect.any(String) }],
] as const)("from %s staff cannot go to %j without a word", async (from, newState, fields) => {
  const { report, actor } = await theirs(from);
  await expect(saying(actor, { reportId: report.id, text: " ", newState, ...form() })).rejects.toMatchObject({
    code: "invalid",
    fields,
  });
  expect(await db.update.count({ where: { reportId: report.id } })).toBe(0);
});

test("a template's words for the reporter are told while its text is its own, and only that body's", async () => {
  const { report, bodyId, actor } = await theirs();
  const template = await db.responseTemplate.create({
    data: {
      bodyId,
      title: "Soon",
      text: "By {{targetDate}}.",
      emailText: "Dear reporter, by {{targetDate}}.",
    },
  });
  const other = await db.responseTemplate.create({
    data: { bodyId: (await theirs()).bodyId, title: "Soon", text: "By {{targetDate}}.", emailText: "No." },
  });
  const say = async (text: string, templateId: number) => {
    const said = { reportId: report.id, text, templateId, ...form() };
    return read((await saying(actor, said)).updateId);
  };
  expect(await say("By TBC.", template.id)).toMatchObject({
    ...{ templateId: template.id, emailText: "Dear reporter, by TBC." },
  });
  expect(await say("By Monday.", template.id)).toMatchObject({ templateId: null, emailText: null });
  expect(await say("By TBC.", other.id)).toMatchObject({ templateId: null, emailText: null });
});

test("a superuser says for whom where several have the report, and for the site where nobody has", async () => {
  const { report, bodyId } = await theirs();
  const second = await makeDelivery({ reportId: report.id, contactId: null, state: "sent" });
  const { actor } = await makeSuperuser();
  const say = async (reportId: number, body?: number) =>
    read((await saying(actor, { reportId, bodyId: body, text: "Looked at.", ...form() })).updateId);
  await expect(say(report.id)).rejects.toMatchObject({ fields: { bodyId: expect.any(String) } });
  const elsewhere = await theirs();
  await expect(say(report.id, elsewhere.bodyId)).rejects.toMatchObject({ code: "invalid" });
  expect(await say(report.id, bodyId)).toMatchObject({ bodyId });
  expect(await say(report.id, second.bodyId)).toMatchObject({ bodyId: second.bodyId });
  expect(await say((await makeReport()).id)).toMatchObject({ bodyId: null, showName: true });
  // Staff of one of them speak for it alone.
  const own = await makeStaff({ bodyId });
  const said = { reportId: report.id, bodyId: second.bodyId, text: "Ours.", ...form() };
  await expect(saying(own.actor, said)).rejects.toMatchObject({ code: "invalid" });
});

test("hiding the last update that said fixed puts the state back, and showing it brings it again", async () => {
  const { report, actor } = await theirs("fixed_user");
  await moved(report.id, "investigating", -2);
  const { id: updateId } = await moved(report.id, "fixed_user", -1);
  await setUpdateVisibility(actor, { updateId, visibility: "hidden", note }, now);
  expect(await stateOf(report.id)).toBe("investigating");
  const answer = await getPublicReport(report.id, actor);
  expect(answer).toMatchObject({ report: { updates: [{ newState: "investigating" }] } });
  await setUpdateVisibility(actor, { updateId, visibility: "public", note: "" }, now);
  expect(await stateOf(report.id)).toBe("fixed_user");
  const audit = await db.auditEntry.findMany({ where: { reportId: report.id }, orderBy: { id: "asc" } });
  expect(audit).toMatchObject([
    { action: "update.hide", note, after: { state: "investigating" } },
    { action: "update.show", after: { state: "fixed_user" } },
  ]);
});

test.each<[string, ReportState, (reportId: number) => Promise<{ id: number }>]>([
  [
    "later words on the state count",
    "closed",
    async (reportId) => {
      const fixed = await moved(reportId, "fixed_user", -2);
      await moved(reportId, "closed", -1);
      return fixed;
    },
  ],
  ["a state other than fixed stays", "planned", (reportId) => moved(reportId, "planned", -1)],
  [
    "what was not taken over changes nothing",
    "fixed_council",
    (reportId) => moved(reportId, "fixed_council", -1, { stateApplied: false }),
  ],
])("hiding an update: %s", async (_, state, say) => {
  const { report, actor } = await theirs(state);
  const { id: updateId } = await say(report.id);
  await setUpdateVisibility(actor, { updateId, visibility: "hidden", note }, now);
  expect(await stateOf(report.id)).toBe(state);
  await setUpdateVisibility(actor, { updateId, visibility: "public", note: "" }, now);
  expect(await stateOf(report.id)).toBe(state);
});

test("what the gate stopped is passed on and told once somebody shows it, and fixes the report then", async () => {
  const { report, bodyId, deliveryId, actor } = await theirs();
  await db.body.update({ where: { id: bodyId }, data: { forwardUpdates: true } });
  const { id: updateId } = await moved(report.id, "fixed_user", -1, { visibility: "hidden" });
  await setUpdateVisibility(actor, { updateId, visibility: "public", note: "" }, now);
  expect(await stateOf(report.id)).toBe("fixed_user");
  expect(await db.updateDelivery.findMany({ where: { updateId } })).toMatchObject([
    { deliveryId, state: "due" },
  ]);
  const waiting = await db.$queryRaw<{ key: string }[]>`
    select key from graphile_worker.jobs where key = ${`alerts:${report.id}`}`;
  expect(waiting).toHaveLength(1);
});

test("nobody takes down what another body says, nor shows what nobody has confirmed, nor hides without a reason", async () => {
  const { report, actor } = await theirs();
  const second = await makeDelivery({ reportId: report.id, contactId: null, state: "sent" });
  const foreign = await makeUpdate({ reportId: report.id, origin: "backend", bodyId: second.bodyId });
  const unseen = await makeUpdate({ reportId: report.id, visibility: "unconfirmed", confirmedAt: null });
  const plain = await makeUpdate({ reportId: report.id });
  const hide = (updateId: number, more = {}) =>
    setUpdateVisibility(actor, { updateId, visibility: "hidden", note, ...more }, now);
  await expect(hide(foreign.id)).rejects.toMatchObject({ code: "forbidden" });
  await expect(hide(unseen.id)).rejects.toMatchObject({ code: "conflict" });
  await expect(hide(plain.id, { note: " " })).rejects.toMatchObject({ fields: { note: expect.any(String) } });
  await expect(hide(2_000_000_000)).rejects.toMatchObject({ code: "not_found" });
});

test("a deleted update is gone with its photos and its way to a body; what waited behind it goes on", async () => {
  const { report, deliveryId } = await theirs("fixed_user");
  const { id: updateId } = await moved(report.id, "fixed_user", -2);
  const next = await makeUpdate({ reportId: report.id, confirmedAt: minutes(-1) });
  const way = { deliveryId, saidAt: minutes(-2), state: "due" } as const;
  const first = await db.updateDelivery.create({ data: { ...way, updateId } });
  await db.updateDelivery.create({
    data: { ...way, updateId: next.id, saidAt: minutes(-1), state: "held" },
  });
  const photo = { id: crypto.randomUUID(), hash: crypto.randomUUID(), width: 1, height: 1, updateId };
  await db.photo.create({ data: photo });
  await db.photoData.create({ data: { hash: photo.hash, size: "full", bytes: new Uint8Array([1]) } });

  const { actor } = await makeSuperuser();
  await expect(deleteUpdate((await makeStaff()).actor, { updateId, note }, now)).rejects.toThrow();
  await db.updateDelivery.update({ where: { id: first.id }, data: { state: "sending" } });
  await expect(deleteUpdate(actor, { updateId, note }, now)).rejects.toMatchObject({ code: "conflict" });
  await db.updateDelivery.update({ where: { id: first.id }, data: { state: "due" } });
  await deleteUpdate(actor, { updateId, note }, now);

  expect(await db.update.findMany({ where: { reportId: report.id } })).toMatchObject([{ id: next.id }]);
  expect(await db.photo.count({ where: { hash: photo.hash } })).toBe(0);
  expect(await db.photoData.count({ where: { hash: photo.hash } })).toBe(0);
  expect(await db.updateDelivery.findMany({ where: { deliveryId } })).toMatchObject([
    { updateId: next.id, state: "due" },
  ]);
  expect(await stateOf(report.id)).toBe("confirmed");
  const [entry] = await db.auditEntry.findMany({ where: { reportId: report.id } });
  expect(entry).toMatchObject({ action: "update.delete", note, subject: { updateId } });
  expect(JSON.stringify(entry)).not.toContain("It is still there.");
});

test("AC-070: what a superuser deleted is taken in anew when its back end tells it once more", async () => {
  const { report, bodyId, deliveryId } = await theirs();
  const connection = await makeConnection({
    ...{ bodyId, method: "open311", settings: { endpoint: "https://council.example" } },
  });
  const user = await makeUser();
  await db.body.update({ where: { id: bodyId }, data: { updatesUserId: user.id } });
  await db.delivery.update({
    where: { id: deliveryId },
    data: { connectionId: connection.id, firstSentAt: minutes(-60) },
  });
  const item = {
    ...{ updateId: "u-1", serviceRequestId: `S-${report.id}`, updatedDatetime: minutes(-10) },
    ...{ status: "closed", description: "Mended.", mediaUrls: [], extras: {} },
  };
  const take = async () => (await takeUpdates(connection, [item], { now: minutes(1) }))[0];
  const first = await take();
  expect(first).toMatchObject({ kind: "created", reportId: report.id });
  expect(await stateOf(report.id)).toBe("fixed_council");
  expect(await take()).toMatchObject({ kind: "known" });
  const { id: updateId } = await db.update.findFirstOrThrow({ where: { reportId: report.id } });
  await deleteUpdate((await makeSuperuser()).actor, { updateId, note }, now);
  expect(await stateOf(report.id)).toBe("confirmed");
  expect(await take()).toMatchObject({ kind: "created", reportId: report.id });
  expect(await stateOf(report.id)).toBe("fixed_council");
});

test("what nobody stood up for within thirty days is deleted; what a body is to answer by itself waits on", async () => {
  const createdAt = minutes(-30 * 24 * 60 - 1);
  const unseen = { visibility: "unconfirmed", confirmedAt: null, createdAt } as const;
  const old = await makeUpdate({ ...unseen, userId: (await makeUser()).id });
  const kept = [
    await makeUpdate({ ...unseen, createdAt: minutes(-30 * 24 * 60 + 1) }),
    await makeUpdate({ ...unseen, origin: "automatic" }),
    await makeUpdate({ createdAt }),
  ];
  expect(await expireUpdates(now)).toBe(1);
  expect(await db.update.count({ where: { id: old.id } })).toBe(0);
  expect(await db.update.count({ where: { id: { in: kept.map(({ id }) => id) } } })).toBe(3);
});

test("my updates: what I wrote where I may see it, the last first, page by page", async () => {
  const me = await makeUser();
  const own = await makeReport({ visibility: "private", reporterId: me.id });
  const hidden = await makeReport({ visibility: "hidden" });
  const wrote = { userId: me.id, reportId: own.id };
  const shown = [await makeUpdate({ ...wrote, origin: "reporter" })];
  for (let n = 0; n < 10; n++) shown.unshift(await makeUpdate({ userId: me.id }));
  await makeUpdate({ ...wrote, reportId: hidden.id });
  await makeUpdate({ ...wrote, visibility: "unconfirmed" });
  await makeUpdate({ ...wrote, reportId: (await makeReport({ visibility: "private" })).id });
  await makeUpdate({ ...wrote, origin: "staff" });
  await makeUpdate({ ...wrote, userId: (await makeUser()).id });
  const first = await myUpdates(me.id);
  const second = await myUpdates(me.id, first.next);
  expect([...first.updates, ...second.updates].map(({ id }) => id)).toEqual(shown.map(({ id }) => id));
  expect([first.updates.length, second.next]).toEqual([10, undefined]);
});
