import { randomBytes } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import "@/lib/testing/database";
import { packSettings } from "@/lib/bodies/connections";
import { db, type Prisma } from "@/lib/db";
import type { RequestUpdate } from "@/lib/open311/documents";
import { keepUnreadable } from "@/lib/sync/dead-letters/keep-unreadable";
import { type Taken, type TakeOptions, takeUpdates } from "@/lib/sync/updates/take-updates";
import {
  makeBody,
  makeCategory,
  makeConnection,
  makeContact,
  makeDelivery,
  makeReport,
  makeUser,
} from "@/lib/testing/factories";

const at = (time: string) => new Date(`2026-05-12T${time}Z`);
const now = at("12:00:00");

let last = 0;
const fresh = (what: string) => `${what}-${++last}`;

/** A body whose back end is read, and its contact. */
async function council(settings: object = {}) {
  const user = await makeUser();
  const body = await makeBody({ updatesUserId: user.id, language: "en" });
  const connection = await makeConnection({
    ...{ bodyId: body.id, method: "open311" },
    ...packSettings("open311", { endpoint: "https://council.example", ...settings }),
  });
  const category = await makeCategory();
  const contact = await makeContact({ bodyId: body.id, categoryId: category.id });
  return { user, body, connection, category, contact };
}
type Council = Awaited<ReturnType<typeof council>>;

/** Sent to it at nine. */
async function sent(
  to: Council,
  more: Partial<Prisma.ReportUncheckedCreateInput> = {},
  externalId = fresh("S"),
) {
  const report = await makeReport({ categoryId: to.category.id, updatedAt: at("09:00:00"), ...more });
  const delivery = await makeDelivery({
    ...{ reportId: report.id, bodyId: to.body.id, connectionId: to.connection.id, contactId: to.contact.id },
    ...{ method: "open311", state: "sent", externalId, firstSentAt: at("09:00:00"), sentAt: at("09:00:00") },
  });
  return { report, delivery, externalId };
}

const item = (serviceRequestId: string, more: Partial<RequestUpdate> = {}): RequestUpdate => ({
  ...{ updateId: fresh("u"), serviceRequestId, updatedDatetime: at("10:30:00"), mediaUrls: [], extras: {} },
  ...{ status: "in_progress", description: "On it" },
  ...more,
});

const take = (to: Council, items: RequestUpdate[], options: Partial<TakeOptions> = {}) =>
  takeUpdates(to.connection, items, { now, ...options });
const kinds = (taken: Taken[]) => taken.map((one) => (one.kind === "skipped" ? one.reason : one.kind));
const updatesOf = (reportId: number) => db.update.findMany({ where: { reportId }, orderBy: { id: "asc" } });
const reportNow = (id: number) => db.report.findUniqueOrThrow({ where: { id } });
const nudges = async (reportId: number) => {
  const rows = await db.$queryRaw<{ key: string }[]>`
    select key from graphile_worker.jobs where key = ${`alerts:${reportId}`}`;
  return rows.length;
};

let ours: Council;
beforeAll(async () => {
  ours = await council();
});

test("AC-074: what the back end tells becomes an update in the body's name, and moves the report", async () => {
  const { report, externalId } = await sent(ours);
  const one = item(externalId, { status: "investigating", description: "Crew told" });
  const [taken] = await take(ours, [one]);
  const [update, ...others] = await updatesOf(report.id);
  expect(others).toEqual([]);
  expect(taken).toMatchObject({ kind: "created", updateId: update?.id, reportId: report.id });
  expect(update).toMatchObject({
    ...{ origin: "backend", visibility: "public", userId: ours.user.id, bodyId: ours.body.id, silent: false },
    ...{ text: "Crew told", newState: "investigating", stateApplied: true, connectionId: ours.connection.id },
    ...{ externalId: one.updateId, createdAt: one.updatedDatetime, confirmedAt: one.updatedDatetime },
    raw: { updateId: one.updateId, status: "investigating", updatedDatetime: "2026-05-12T10:30:00.000Z" },
    decision: { state: { because: "moved" }, hidden: null },
  });
  expect(await reportNow(report.id)).toMatchObject({ state: "investigating", updatedAt: at("10:30:00") });
  expect(await nudges(report.id)).toBe(1);
  // It came from there, and does not go back there.
  expect(await db.updateDelivery.count({ where: { updateId: update?.id ?? 0 } })).toBe(0);
});

test("AC-070: the same item in two polls is one update, and comes again once it was deleted", async () => {
  const { report, externalId } = await sent(ours);
  const one = item(externalId);
  expect(kinds(await take(ours, [one, one]))).toEqual(["created", "known"]);
  expect(kinds(await take(ours, [one]))).toEqual(["known"]);
  const [update] = await updatesOf(report.id);
  await db.update.delete({ where: { id: update?.id ?? 0 } });
  expect(kinds(await take(ours, [one]))).toEqual(["created"]);
  expect(await updatesOf(report.id)).toHaveLength(1);
});

test("two who take the same items in at the same time make one update of each", async () => {
  const reports = await Promise.all([1, 2, 3].map(() => sent(ours)));
  const items = reports.map(({ externalId }) => item(externalId));
  const all = await Promise.all([take(ours, items), take(ours, items.toReversed()), take(ours, items)]);
  const counts = all.flat().map(({ kind }) => kind);
  expect(counts.filter((kind) => kind === "created")).toHaveLength(3);
  expect(counts.filter((kind) => kind === "known")).toHaveLength(6);
});

test("AC-071: two bodies know different reports by the same number", async () => {
  const theirs = await council();
  const [here, there] = [await sent(ours, {}, "100"), await sent(theirs, {}, "100")];
  await take(ours, [item("100")]);
  expect(await updatesOf(here.report.id)).toHaveLength(1);
  expect(await updatesOf(there.report.id)).toHaveLength(0);
});

test("AC-072: our own number comes before the back end's, and what is none is not looked for otherwise", async () => {
  const { report, externalId } = await sent(ours);
  const elsewhere = await sent(await council());
  const taken = await take(ours, [
    item("ZZZ", { fixmystreetId: String(report.id) }),
    item(externalId, { fixmystreetId: `${report.id} 8002` }),
    item(externalId, { fixmystreetId: "999999" }),
    item(externalId, { fixmystreetId: "99999999999999999999" }),
    item("ZZZ", { fixmystreetId: String(elsewhere.report.id) }),
    item("nobody's"),
    { ...item(""), serviceRequestId: undefined },
  ]);
  expect(kinds(taken)).toEqual([
    ...["created", "bad_report_id", "unknown_report", "unknown_report", "unknown_report", "unknown_report"],
    "bad_report_id",
  ]);
  expect(await updatesOf(report.id)).toHaveLength(1);
  expect(await updatesOf(elsewhere.report.id)).toHaveLength(0);
});

test("a number belongs to the body: what another of its connections tells is understood as well", async () => {
  const { report, externalId } = await sent(ours);
  const second = await makeConnection({
    ...{ bodyId: ours.body.id, method: "open311" },
    ...packSettings("open311", { endpoint: "https://second.example" }),
  });
  expect(kinds(await takeUpdates(second, [item(externalId)], { now }))).toEqual(["created"]);
  expect((await updatesOf(report.id))[0]?.connectionId).toBe(second.id);
});

test("what has yet to be sent is known when the back end has got it by asking us: by its words and its second", async () => {
  const { report, delivery, externalId } = await sent(ours);
  const said = await db.update.create({
    data: { reportId: report.id, origin: "citizen", text: "Still there" },
  });
  const saidAt = new Date(at("10:30:00").getTime() + 400);
  await db.updateDelivery.create({
    data: { updateId: said.id, deliveryId: delivery.id, saidAt, state: "due" },
  });
  const told = { description: "Still there" };
  const echo = item(externalId, { ...told, updatedDatetime: at("10:30:00") });
  expect(kinds(await take(ours, [echo]))).toEqual(["our_own"]);
  const theirs = item(externalId, { ...told, updatedDatetime: at("10:30:01") });
  expect(kinds(await take(ours, [theirs]))).toEqual(["created"]);
  // A picture without words.
  await db.update.update({ where: { id: said.id }, data: { text: "" } });
  const wordless = item(externalId, {
    updatedDatetime: at("10:30:00"),
    mediaUrls: ["https://x.example/1.jpg"],
  });
  expect(kinds(await take(ours, [{ ...wordless, description: undefined }]))).toEqual(["our_own"]);
  expect(kinds(await take(ours, [{ ...wordless, description: "Theirs" }]))).toEqual(["created"]);
});

test("our own update is known when it comes back: by its id, or by its words while that is awaited", async () => {
  const { report, delivery, externalId } = await sent(ours);
  const said = await db.update.create({
    data: { reportId: report.id, origin: "citizen", text: "Still there" },
  });
  const row = { updateId: said.id, deliveryId: delivery.id, saidAt: at("10:00:00") };
  const out = await db.updateDelivery.create({
    data: { ...row, state: "sending", lastAttemptAt: at("10:30:00") },
  });
  const echo = item(externalId, { description: "From a citizen: Still there" });
  expect(kinds(await take(ours, [echo]))).toEqual(["our_own"]);
  await db.updateDelivery.update({
    where: { id: out.id },
    data: { state: "sent", externalId: echo.updateId },
  });
  expect(kinds(await take(ours, [echo]))).toEqual(["known"]);
});

test("what was told outside of the window that was asked for is left for another", async () => {
  const { externalId } = await sent(ours);
  const window = { start: at("10:00:00"), end: at("11:00:00") };
  const times = ["09:59:59", "10:00:00", "11:00:00", "11:00:01"];
  const items = times.map((time) => item(externalId, { updatedDatetime: at(time), description: time }));
  expect(kinds(await take(ours, items, { window }))).toEqual([
    ...["out_of_window", "created", "created", "out_of_window"],
  ]);
});

test("items are taken in by their times, whatever order they come in", async () => {
  const { report, externalId } = await sent(ours);
  const taken = await take(ours, [
    item(externalId, { updatedDatetime: at("11:00:00"), status: "fixed", description: "Done" }),
    item(externalId, { updatedDatetime: at("10:00:00"), status: "planned", description: "Planned" }),
    item(externalId, { updatedDatetime: at("10:30:00"), status: "in_progress", description: "Begun" }),
  ]);
  expect(taken.map((one) => one.kind === "created" && one.decision.state.because)).toEqual(
    Array(3).fill("moved"),
  );
  expect(await reportNow(report.id)).toMatchObject({ state: "fixed_council", updatedAt: at("11:00:00") });
  expect((await updatesOf(report.id)).map(({ text }) => text)).toEqual(["Planned", "Begun", "Done"]);
});

test("AC-079: with a citizen's update before it, an older item takes nothing back", async () => {
  const { report, externalId } = await sent(ours, { updatedAt: at("11:00:00") });
  const said = {
    reportId: report.id,
    origin: "citizen",
    visibility: "public",
    createdAt: at("11:00:00"),
  } as const;
  await db.update.create({ data: said });
  await take(ours, [item(externalId)]);
  expect((await updatesOf(report.id))[1]).toMatchObject({ newState: "in_progress", stateApplied: false });
  expect(await reportNow(report.id)).toMatchObject({ state: "confirmed", updatedAt: at("11:00:00") });
});

test("AC-080, AC-081: the automatic answer is no first update, and what was said before it stands after it", async () => {
  const { report, externalId } = await sent(ours, { updatedAt: at("11:00:00") });
  const answer = {
    reportId: report.id,
    origin: "automatic",
    bodyId: ours.body.id,
    text: "Thank you",
  } as const;
  await db.update.create({ data: { ...answer, visibility: "public", createdAt: at("10:40:00") } });
  await take(ours, [item(externalId)]);
  expect((await updatesOf(report.id))[1]?.createdAt).toEqual(at("10:40:01"));
  expect((await reportNow(report.id)).state).toBe("in_progress");
});

test("AC-084: the same again is kept and not shown, nobody is told, and pictures are asked for where they may be news", async () => {
  const { report, externalId } = await sent(ours);
  await take(ours, [item(externalId)]);
  await db.$executeRaw`select graphile_worker.remove_job(${`alerts:${report.id}`})`;
  const again = { updatedDatetime: at("10:40:00") };
  const pictured = ["https://council.example/1.jpg", "data:image/png;base64,iVBORw0KGgo="];
  await take(ours, [item(externalId, again), item(externalId, { ...again, mediaUrls: pictured })]);
  const [, same, waiting] = await updatesOf(report.id);
  expect([same?.visibility, waiting?.visibility]).toEqual(["hidden", "hidden"]);
  expect(await nudges(report.id)).toBe(0);
  const fetches = await db.mediaFetch.findMany({
    where: { updateId: { in: [same?.id ?? 0, waiting?.id ?? 0] } },
    orderBy: { position: "asc" },
  });
  expect(fetches).toMatchObject(
    pictured.map((url, position) => ({
      ...{ url, position, connectionId: ours.connection.id, updateId: waiting?.id },
    })),
  );
});

test("AC-091: a template that is retired, or does not answer by itself, is never used", async () => {
  const { report, externalId } = await sent(ours);
  const template = { bodyId: ours.body.id, state: "planned", text: "Planned." } as const;
  await db.responseTemplate.create({ data: { ...template, title: "by hand" } });
  const retired = await db.responseTemplate.create({
    data: { ...template, title: "retired", autoResponse: true, deletedAt: new Date() },
  });
  await take(ours, [item(externalId, { status: "planned", description: undefined })]);
  expect((await updatesOf(report.id))[0]).toMatchObject({ text: "", templateId: null });
  await db.responseTemplate.update({ where: { id: retired.id }, data: { deletedAt: null } });
  const second = await sent(ours);
  await take(ours, [item(second.externalId, { status: "planned", description: undefined })]);
  expect((await updatesOf(second.report.id))[0]).toMatchObject({ text: "Planned.", templateId: retired.id });
});

test("AC-094: a new category is told by an update of its own, and nothing is sent again", async () => {
  const { report, delivery, externalId } = await sent(ours);
  const [from, to] = [ours.category, await makeCategory()];
  await makeContact({ bodyId: ours.body.id, categoryId: to.id });
  const gone = await makeCategory();
  await makeContact({ bodyId: ours.body.id, categoryId: gone.id, state: "deleted" });
  await take(ours, [item(externalId, { extras: { category: gone.name } })]);
  expect(await updatesOf(report.id)).toHaveLength(1);
  await take(ours, [item(externalId, { description: "Moved", extras: { category: to.name } })]);
  const [, changed, told, ...others] = await updatesOf(report.id);
  expect(others).toEqual([]);
  expect(changed).toMatchObject({
    ...{ text: `Category changed from ‘${from.name}’ to ‘${to.name}’`, visibility: "public", newState: null },
    ...{ createdAt: at("10:30:00"), externalId: null, bodyId: ours.body.id, userId: ours.user.id },
  });
  expect(told?.text).toBe("Moved");
  expect((await reportNow(report.id)).categoryId).toBe(to.id);
  expect(await db.delivery.findMany({ where: { reportId: report.id } })).toEqual([delivery]);
});

test("AC-095, AC-096, AC-097: group, assignment, reference, details and code are kept where they belong", async () => {
  const { report, delivery, externalId } = await sent(ours, { extra: { kept: true } });
  const email = `${fresh("new")}@brackenford.example`;
  const extras = {
    ...{ group: "Lighting", detailed_information: "Depth 4 cm" },
    ...{ assigned_user_email: email, assigned_user_name: "Nia Moss" },
  };
  await take(ours, [item(externalId, { customerReference: "BRK/55", externalStatusCode: "C9", extras })]);
  expect(await updatesOf(report.id)).toHaveLength(1);
  const { assigneeId, extra } = await reportNow(report.id);
  expect(extra).toEqual({ kept: true, group: "Lighting" });
  const assignee = await db.user.findUniqueOrThrow({
    where: { id: assigneeId ?? 0 },
    include: { roles: { include: { role: true } } },
  });
  expect(assignee).toMatchObject({ email, name: "Nia Moss", bodyId: ours.body.id, superuser: false });
  expect(assignee.roles.map(({ role }) => [role.slug, role.bodyId])).toEqual([["inspector", ours.body.id]]);
  expect(await db.auditEntry.count({ where: { action: "users.create", bodyId: ours.body.id } })).toBe(1);
  expect(await db.delivery.findUniqueOrThrow({ where: { id: delivery.id } })).toMatchObject({
    ...{ customerReference: "BRK/55", externalStatusCode: "C9", detailedInformation: "Depth 4 cm" },
  });
});

test("AC-100: where reporters are not to be mailed about it, everybody else still is", async () => {
  const quiet = await council({ suppressAlerts: true });
  const { report, externalId } = await sent(quiet);
  const neighbour = await makeUser();
  const follow = (userId: number) =>
    db.alert.create({ data: { kind: "report", userId, reportId: report.id, confirmedAt: at("09:00:00") } });
  const [own, other] = [await follow(report.reporterId ?? 0), await follow(neighbour.id)];
  const to = await makeCategory();
  await makeContact({ bodyId: quiet.body.id, categoryId: to.id });
  await take(quiet, [item(externalId, { extras: { category: to.name } })]);
  expect(await db.alertSent.count({ where: { alertId: own.id } })).toBe(2);
  expect(await db.alertSent.count({ where: { alertId: other.id } })).toBe(0);
  expect(await nudges(report.id)).toBe(1);
});

test("history is silent: nobody is told of it", async () => {
  const { report, externalId } = await sent(ours);
  await take(ours, [item(externalId)], { silent: true });
  expect((await updatesOf(report.id))[0]).toMatchObject({ silent: true, visibility: "public" });
  expect(await nudges(report.id)).toBe(0);
});

test("a dry run tells what would come of it, and writes nothing", async () => {
  const { report, externalId } = await sent(ours);
  const one = item(externalId);
  const again = item(externalId, { updatedDatetime: at("10:40:00") });
  const taken = await take(ours, [again, one, one, item("nobody's")], { dryRun: true });
  expect(kinds(taken)).toEqual(["created", "created", "known", "unknown_report"]);
  expect(taken[0]).toMatchObject({ updateId: null, decision: { hidden: "says_nothing_new" } });
  expect(await updatesOf(report.id)).toEqual([]);
  expect((await reportNow(report.id)).state).toBe("confirmed");
  // One that cannot be taken in is told, too, and takes nothing of the others along.
  const undated = { ...item(externalId), updatedDatetime: new Date(Number.NaN) };
  expect(kinds(await take(ours, [one, undated, again], { dryRun: true }))).toEqual([
    "created",
    "dead",
    "created",
  ]);
  expect(await db.deadLetter.count({ where: { externalId: undated.updateId } })).toBe(0);
});

// Its id is longer than any index can hold.
const broken = (externalId: string) => item(externalId, { updateId: randomBytes(6_000).toString("hex") });

test("AC-101: of five items the third cannot be taken in: the others are, and it is kept with its reason", async () => {
  const { report, externalId } = await sent(ours);
  const items = [1, 2, 3, 4, 5].map((n) =>
    item(externalId, { description: `Number ${n}`, updatedDatetime: at(`10:3${n}:00`) }),
  );
  const third = { ...broken(externalId), updatedDatetime: at("10:33:00") };
  items[2] = third;
  const taken = await take(ours, items);
  expect(kinds(taken)).toEqual(["created", "created", "dead", "created", "created"]);
  expect((await updatesOf(report.id)).map(({ text }) => text)).toEqual(
    [1, 2, 4, 5].map((n) => `Number ${n}`),
  );
  const letter = await db.deadLetter.findFirstOrThrow({ where: { externalId: third.updateId } });
  expect(letter).toMatchObject({
    ...{ kind: "updates", attempts: 1, resolvedAt: null, createdAt: now },
    ...{ reason: expect.stringContaining("index row"), payload: { serviceRequestId: externalId } },
  });
  expect(taken[2]).toMatchObject({ deadLetterId: letter.id });

  const later = at("12:15:00");
  expect(kinds(await take(ours, items, { now: later }))).toEqual([
    "known",
    "known",
    "dead",
    "known",
    "known",
  ]);
  const seenAgain = { attempts: 2, createdAt: now, lastSeenAt: later };
  expect(await db.deadLetter.findUniqueOrThrow({ where: { id: letter.id } })).toMatchObject(seenAgain);
  await db.deadLetter.update({
    where: { id: letter.id },
    data: { resolvedAt: later, resolution: "dismissed" },
  });
  expect(kinds(await take(ours, [third]))).toEqual(["dismissed"]);
  expect(await db.deadLetter.findUniqueOrThrow({ where: { id: letter.id } })).toMatchObject(seenAgain);
});

test("what failed once and comes in later has its letter closed", async () => {
  const { externalId } = await sent(ours);
  const one = item(externalId);
  await db.$executeRaw`alter table "Update" add constraint full_moon check ("externalId" <> 'u-moon') not valid`;
  const moon = { ...one, updateId: "u-moon" };
  expect(kinds(await take(ours, [moon]))).toEqual(["dead"]);
  await db.$executeRaw`alter table "Update" drop constraint full_moon`;
  expect(kinds(await take(ours, [moon]))).toEqual(["created"]);
  const letter = await db.deadLetter.findFirstOrThrow({ where: { externalId: "u-moon" } });
  expect(letter).toMatchObject({ resolution: "imported", resolvedAt: now });
});

test("texts that the database could not keep are made fit for it", async () => {
  const { report, externalId } = await sent(ours);
  const description = "Half \ud83d a\u0000nd whole \ud83d\ude00\r\nline";
  expect(
    kinds(await take(ours, [item(externalId, { description, extras: { "a\u0000": "\ud800" } })])),
  ).toEqual(["created"]);
  expect((await updatesOf(report.id))[0]?.text).toBe("Half \ufffd and whole \ud83d\ude00\nline");
});

test("AC-069: rows that cannot be read are kept once each, whatever is in them", async () => {
  const rows = [
    { reason: "No update_id", row: { status: "OPEN", note: "a\u0000b \ud800" } },
    { reason: "No updated_datetime that can be read", row: { update_id: "7" } },
  ];
  expect(await keepUnreadable(ours.connection, [...rows, ...rows], null)).toBe(2);
  expect(await keepUnreadable(ours.connection, rows, null)).toBe(2);
  const letters = await db.deadLetter.findMany({ where: { reason: { contains: "No update" } } });
  expect(letters).toHaveLength(2);
  expect(letters.map(({ attempts }) => attempts)).toEqual([2, 2]);
});
