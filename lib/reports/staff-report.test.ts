import { expect, test } from "vitest";
import "@/lib/testing/database";
import { type Actor, anonymous } from "@/lib/actor";
import { record } from "@/lib/audit";
import type { StaffPermission } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { reportHistory } from "@/lib/reports/report-history";
import { categoriesFor, getStaffReport } from "@/lib/reports/staff-report";
import {
  makeArea,
  makeBody,
  makeConnection,
  makeContact,
  makeDelivery,
  makeReport,
  makeUpdate,
  makeUser,
} from "@/lib/testing/factories";
import { setUpdateVisibility } from "@/lib/updates/set-visibility";

const everything: StaffPermission[] = [
  "report:view-private",
  "report:view-reporter",
  "report:edit",
  "report:change-category",
  "delivery:view",
  "delivery:act",
  "audit:view",
];

/** A private report of Ada's with two bodies. */
async function world() {
  const reporter = await makeUser({ name: "Ada Quill", phone: "0777 1" });
  const report = await makeReport({
    ...{ visibility: "private", reporterId: reporter.id, name: "Ada", phone: "", searchedFor: "AB1 2CD" },
    answers: [{ code: "size", description: "How large?", value: "2 m" }],
  });
  const [body, other] = [await makeBody({ name: "A" }), await makeBody({ name: "B" })];
  await makeDelivery({ reportId: report.id, bodyId: body.id, attempts: 1, lastError: "Ours failed." });
  await makeDelivery({ reportId: report.id, bodyId: other.id, attempts: 1, lastError: "Theirs failed." });
  const staff = (permissions = everything, more: Partial<Actor & { kind: "staff" }> = {}): Actor => ({
    ...{ kind: "staff", userId: reporter.id, superuser: false, bodyId: body.id, permissions, ...more },
  });
  return { reporter, report, body, other, staff };
}

const forbidden = expect.objectContaining({ code: "forbidden" });

test("with every permission: who reported, the answers, what can be done", async () => {
  const { report, reporter, staff } = await world();
  expect(await getStaffReport(staff(), report.id)).toMatchObject({
    reporter: { name: "Ada", email: reporter.email, emailVerified: true, phone: "0777 1" },
    answers: [{ code: "size", value: "2 m" }],
    searchedFor: "AB1 2CD",
    may: { edit: true, changeCategory: true, seeReporter: true, seeHistory: true },
    deliveries: [
      { visible: true, lastError: "Ours failed.", actions: expect.arrayContaining(["try-now"]) },
      { visible: false, lastError: null, actions: [] },
    ],
  });
});

test("without report:view-reporter nothing tells who it was", async () => {
  const { report, reporter, staff } = await world();
  const found = await getStaffReport(staff(["report:view-private"]), report.id);
  expect(found).toMatchObject({ reporter: null, answers: [], may: { edit: false, seeReporter: false } });
  const told = JSON.stringify(found);
  for (const secret of [reporter.email ?? "@", "Ada", "0777", "2 m", "AB1"])
    expect(told).not.toContain(secret);
});

test("who may: staff of its bodies, in their categories; the reporter as such may not, nor anybody else", async () => {
  const { report, reporter, other, staff } = await world();
  const strangers: Actor[] = [
    anonymous,
    { kind: "citizen", userId: reporter.id },
    staff(["report:view-reporter"]),
    staff(everything, { bodyId: (await makeBody()).id }),
    staff(everything, { categoryIds: [report.categoryId + 1] }),
  ];
  for (const actor of strangers) await expect(getStaffReport(actor, report.id)).rejects.toThrow(forbidden);
  await getStaffReport(staff(everything, { bodyId: other.id }), report.id);
  await getStaffReport(staff(everything, { categoryIds: [report.categoryId] }), report.id);
  await expect(getStaffReport(staff(), 999_999)).rejects.toMatchObject({ code: "not_found" });
});

test("what nobody has confirmed is for superusers only", async () => {
  const { report, staff } = await world();
  await db.report.update({ where: { id: report.id }, data: { visibility: "unconfirmed" } });
  await expect(getStaffReport(staff(), report.id)).rejects.toThrow(forbidden);
  expect(await getStaffReport(staff([], { superuser: true, bodyId: null }), report.id)).toMatchObject({
    id: report.id,
  });
});

test("its history: of one's own body and of nobody's; the reporter only for those who may see", async () => {
  const { report, reporter, body, other, staff } = await world();
  await db.$transaction(async (tx) => {
    await record(tx, { kind: "citizen", userId: reporter.id }, "report.confirm", { reportId: report.id });
    await record(tx, staff(), "delivery.skip", { reportId: report.id, bodyId: body.id, note: "ours" });
    await record(tx, staff(), "delivery.skip", { reportId: report.id, bodyId: other.id, note: "theirs" });
  });
  const history = async (actor: Actor) => reportHistory(actor, await getStaffReport(actor, report.id));
  const seen = await history(staff());
  expect(seen.map(({ action, note }) => `${action} ${note}`)).toEqual([
    "delivery.skip ours",
    "report.confirm ",
  ]);
  expect(seen[1]?.user?.email).toBe(reporter.email);
  const less = await history(staff(["report:view-private", "audit:view"]));
  expect(less[1]).toMatchObject({ action: "report.confirm", user: null });
  await expect(history(staff(["report:view-private"]))).rejects.toThrow(forbidden);
  expect(await history(staff([], { superuser: true, bodyId: null }))).toHaveLength(3);
});

test("the categories that it can be put into: those that somebody takes at its place", async () => {
  const area = await makeArea();
  const body = await makeBody({ areas: [area] });
  const [now, fitting, gone] = [
    await makeContact({ bodyId: body.id }),
    await makeContact({ bodyId: body.id }),
    await makeContact({ bodyId: body.id, state: "deleted" }),
  ];
  const elsewhere = await makeContact();
  const report = await makeReport({ categoryId: now.categoryId, areas: { create: { areaId: area.id } } });
  const ids = (await categoriesFor(report)).map(({ id }) => id);
  expect(ids).toEqual([fitting.categoryId]);
  expect(ids).not.toContain(gone.categoryId);
  expect(ids).not.toContain(elsewhere.categoryId);
});

test("updates: what is hidden is told to those who may show it, who wrote it to those who may see that", async () => {
  const { report, body, other, staff } = await world();
  const said = { reportId: report.id, name: "Bo Fell", text: "Seen." };
  await makeUpdate(said);
  await makeUpdate({ ...said, visibility: "hidden", text: "Rude." });
  await makeUpdate({ ...said, visibility: "unconfirmed", text: "Nobody's yet." });
  await makeUpdate({ ...said, name: "", origin: "staff", bodyId: other.id, text: "Theirs." });
  await makeUpdate({ ...said, name: "", origin: "backend", bodyId: body.id, text: "Ours." });
  const seen = async (actor: Actor) => {
    const { updates, may } = await getStaffReport(actor, report.id);
    return { may, updates: updates.map(({ text, name, actions }) => [text, name, ...actions].join(" ")) };
  };
  const all: StaffPermission[] = [...everything, "report:update", "update:edit"];
  expect(await seen(staff(all))).toMatchObject({
    may: { update: true, moderate: true },
    updates: ["Seen. Bo Fell hide", "Rude. Bo Fell show", "Theirs. ", "Ours.  hide"],
  });
  expect(await seen(staff(["report:view-private"]))).toMatchObject({
    may: { update: false, moderate: false },
    updates: ["Seen. ", "Theirs. ", "Ours. "],
  });
  const superuser = await seen(staff([], { superuser: true, bodyId: null }));
  expect(superuser.updates).toContain("Theirs.  hide delete");
  expect(superuser.updates).toContain("Nobody's yet. Bo Fell delete");
  await db.report.update({ where: { id: report.id }, data: { visibility: "hidden" } });
  expect((await seen(staff(all))).may.update).toBe(false);
});

const decided = { hidden: "says_nothing_new" };

test("updates of a back end: how they came in, for those who see what was sent and told; pictures that are missing", async () => {
  const { report, body, other, staff } = await world();
  const connection = await makeConnection({ bodyId: body.id, slug: "back-office" });
  const { id } = await makeUpdate({
    ...{ reportId: report.id, origin: "backend", bodyId: body.id, connectionId: connection.id },
    ...{ externalId: "U-1", raw: { description: "Crew sent" }, decision: decided },
    ...{ newState: "in_progress", stateApplied: false },
  });
  await db.mediaFetch.createMany({
    data: [
      { updateId: id, url: "https://council.example/1.jpg", position: 0, state: "done" },
      {
        updateId: id,
        url: "https://council.example/2.jpg",
        position: 1,
        state: "failed",
        lastError: "A web page.",
      },
      {
        updateId: id,
        url: "https://council.example/3.jpg",
        position: 2,
        attempts: 2,
        lastError: "It answered 500.",
      },
    ],
  });
  const seen = async (actor: Actor) => (await getStaffReport(actor, report.id)).updates[0];
  expect(await seen(staff())).toMatchObject({
    ...{ newState: "in_progress", stateApplied: false, ways: [] },
    came: {
      ...{ connection: { id: connection.id, slug: "back-office" }, externalId: "U-1", decision: decided },
      raw: JSON.stringify({ description: "Crew sent" }),
    },
    pictures: [
      { position: 1, state: "failed", lastError: "A web page." },
      { position: 2, state: "due", attempts: 2, lastError: "It answered 500." },
    ],
  });
  for (const actor of [staff(["report:view-private"]), staff(everything, { bodyId: other.id })]) {
    const update = await seen(actor);
    expect(update?.came).toBeNull();
    expect(JSON.stringify(update)).not.toMatch(/Crew sent|back-office|U-1/);
  }
});

test("updates written here: where they went, with what can be done; what a body answered is that body's business", async () => {
  const { report, body, other, staff } = await world();
  const { id: updateId } = await makeUpdate({ reportId: report.id });
  const deliveries = await db.delivery.findMany({
    where: { reportId: report.id },
    orderBy: { bodyId: "asc" },
  });
  for (const { id: deliveryId } of deliveries)
    await db.updateDelivery.create({
      data: { updateId, deliveryId, saidAt: new Date(), attempts: 1, lastError: `No, says ${deliveryId}.` },
    });
  const ways = async (actor: Actor) => (await getStaffReport(actor, report.id)).updates[0]?.ways;
  const [mine, theirs] = deliveries;
  expect(await ways(staff())).toMatchObject([
    {
      ...{ body: body.name, state: "due", visible: true, lastError: `No, says ${mine?.id}.` },
      actions: ["send-now", "mark-as-sent", "skip"],
    },
    { body: other.name, state: "due", visible: false, lastError: null, actions: [] },
  ]);
  expect(await ways(staff(["report:view-private", "delivery:view"]))).toMatchObject([
    { visible: true, actions: [] },
    { visible: false, actions: [] },
  ]);
  expect(JSON.stringify(await ways(staff(everything, { bodyId: other.id })))).toContain(`says ${theirs?.id}`);
});

test("what was hidden is told with why, and stands in the history", async () => {
  const { report, staff } = await world();
  const { id } = await makeUpdate({ reportId: report.id, text: "Rude." });
  await makeUpdate({ reportId: report.id, text: "Stopped.", visibility: "hidden" });
  const moderator = staff([...everything, "update:edit"]);
  await setUpdateVisibility(moderator, { updateId: id, visibility: "hidden", note: "It names a child." });
  const found = await getStaffReport(moderator, report.id);
  expect(found.updates.map(({ text, hiddenNote }) => [text, hiddenNote])).toEqual([
    ["Rude.", "It names a child."],
    ["Stopped.", null],
  ]);
  expect(await reportHistory(moderator, found)).toMatchObject([
    { action: "update.hide", note: "It names a child." },
  ]);
});

test("which system posted it is told to all; what it told besides to those who may see who reported", async () => {
  const { report, staff } = await world();
  const { id: clientId } = await db.apiClient.create({ data: { name: "Fault app", keyHash: "fault-app" } });
  const posted = { url: "https://other.example/report/1", attributes: { colour: ["red"] } };
  await db.report.update({
    where: { id: report.id },
    data: { clientId, clientReference: "R1", extra: { posted } },
  });
  const told = { client: "Fault app", reference: "R1" };
  expect((await getStaffReport(staff(), report.id)).posted).toEqual({
    ...told,
    besides: { deviceId: "", accountId: "", ...posted },
  });
  const limited = await getStaffReport(staff(["report:view-private"]), report.id);
  expect(limited.posted).toEqual({ ...told, besides: null });
  expect(JSON.stringify(limited)).not.toContain("other.example");
});
