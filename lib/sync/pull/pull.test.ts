import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import "@/lib/testing/database";
import type { Actor } from "@/lib/actor";
import { packSettings } from "@/lib/bodies/connections";
import { db, type Prisma } from "@/lib/db";
import { provideEnv } from "@/lib/env";
import { askNow, askWindow } from "@/lib/sync/pull/ask";
import { expirePolls } from "@/lib/sync/pull/expire-polls";
import { getPoll, listPolls } from "@/lib/sync/pull/list-polls";
import { mopUp } from "@/lib/sync/pull/mop-up";
import { nudgeDuePulls } from "@/lib/sync/pull/nudge-due";
import { pull } from "@/lib/sync/pull/pull";
import { pullHealth } from "@/lib/sync/pull/pull-health";
import { runPulls } from "@/lib/sync/pull/run-pulls";
import { type Council, startCouncil } from "@/lib/testing/council";
import { makeBody, makeConnection, makeDelivery, makeReport, makeUser } from "@/lib/testing/factories";
import { makeStaff, makeSuperuser, type TestStaff } from "@/lib/testing/staff";

const noon = new Date("2026-05-12T12:00:00Z");
const at = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);

let clock = noon;
let council: Council;
let clerk: TestStaff;
let superuser: Actor;
beforeAll(async () => {
  council = await startCouncil({ now: () => clock });
  clerk = await makeStaff();
  superuser = (await makeSuperuser()).actor;
});
beforeEach(() => {
  clock = noon;
  return council.reset();
});
afterAll(() => council.close());

type Row = Partial<Prisma.ConnectionUncheckedCreateInput>;

/** A connection of a body that is credited with what comes in, read unless told otherwise. */
async function connected(settings: object = {}, row: Row = {}, body: object = {}) {
  const bodyId = row.bodyId ?? (await makeBody({ updatesUserId: (await makeUser()).id, ...body })).id;
  return makeConnection({
    ...{ bodyId, method: "open311", pullUpdates: true },
    ...packSettings("open311", {
      endpoint: council.url,
      apiKey: council.apiKey,
      timeoutMs: 1_500,
      ...settings,
    }),
    ...row,
  });
}

/** Something to tell about a report that came by this connection. */
async function said({ id, bodyId }: { id: number; bodyId: number }, text: string) {
  const problem = { serviceCode: "TRE-2", description: "A branch", lat: 54.6, long: 2.3 };
  const { reference } = await council.raise(problem);
  const { id: reportId } = await makeReport({ updatedAt: at(-600) });
  const sent = { state: "sent", firstSentAt: at(-600), sentAt: at(-600), externalId: reference } as const;
  await makeDelivery({ reportId, bodyId, connectionId: id, method: "open311", ...sent });
  await council.say(reference ?? "", { text });
  return reportId;
}

const turn = ({ id }: { id: number }, now = noon, more: object = {}) =>
  pull({ connectionId: id, kind: "updates", worker: "test", now, ...more });
const pollsOf = ({ id }: { id: number }) =>
  db.poll.findMany({ where: { connectionId: id }, orderBy: { id: "asc" } });
const markOf = ({ id }: { id: number }) =>
  db.watermark.findFirst({ where: { connectionId: id, kind: "updates" } });
/** What each call for updates asked for. */
const asked = () =>
  council.calls.map(({ path }) => Object.fromEntries(new URL(path, "http://council.invalid").searchParams));
const nudged = async () => {
  const rows = await db.$queryRaw<
    { key: string }[]
  >`select key from graphile_worker.jobs where key like 'pull-updates:%'`;
  return rows.map(({ key }) => Number(key.split(":")[1]));
};

test("AC-067: it is asked for the last two hours, with key and jurisdiction, and for any window by hand", async () => {
  const connection = await connected({ jurisdictionId: "alderwick.example" });
  await turn(connection);
  await runPulls("updates", {
    ...{ worker: "test", connectionId: connection.id },
    ...{ start: at(-270), end: at(-240) },
  });
  const both = { api_key: council.apiKey, jurisdiction_id: "alderwick.example" };
  expect(asked()).toEqual([
    { ...both, start_date: "2026-05-12T10:00:00Z", end_date: "2026-05-12T12:00:00Z" },
    { ...both, start_date: "2026-05-12T07:30:00Z", end_date: "2026-05-12T08:00:00Z" },
  ]);
  expect(await pollsOf(connection)).toMatchObject([
    { trigger: "schedule", state: "done", windowStart: at(-120), windowEnd: noon },
    { trigger: "person", state: "done", windowStart: at(-270), windowEnd: at(-240) },
  ]);
  // A window of the past says nothing of how far everything was read.
  expect(await markOf(connection)).toMatchObject({ readUpTo: noon });
});

const unasked: [string, object, object, string][] = [
  ["AC-104: updates are not wanted", { pullUpdates: false }, {}, "switched off"],
  ["AC-104: the body has nobody to be credited", {}, { updatesUserId: null }, "no account"],
  ["TRAP-31: the body is retired", {}, { deletedAt: noon }, "retired"],
  ["paused", { pausedAt: noon }, {}, "paused"],
  ["it speaks something else", { method: "email", settings: {}, secrets: null }, {}, "Open311"],
];

test.each(unasked)("%s: such a connection is never asked, and says why", async (_, row, body, words) => {
  const connection = await connected({}, row, body);
  expect(await turn(connection)).toEqual({ kind: "refused", reason: expect.stringContaining(words) });
  await nudgeDuePulls("updates", noon);
  expect(await nudged()).not.toContain(connection.id);
  await mopUp("updates", noon);
  expect(council.calls).toEqual([]);
  expect(await pollsOf(connection)).toEqual([]);
  const health = (await pullHealth(superuser, [connection.id], "updates", noon)).get(connection.id);
  if ("pullUpdates" in row) expect(health).toBeUndefined();
  else expect(health).toMatchObject({ dueAt: null, trouble: expect.stringContaining(words) });
  await expect(askNow(superuser, { connectionId: connection.id })).rejects.toMatchObject({
    code: "conflict",
  });
});

test("TRAP-15: each connection is read for itself, also one that only some contacts use", async () => {
  const first = await connected({}, { asDefault: true } as Row);
  const second = await connected({}, { bodyId: first.bodyId });
  await nudgeDuePulls("updates", noon);
  expect(await nudged()).toEqual(expect.arrayContaining([first.id, second.id]));
  const reportId = await said(second, "By the second");
  expect(await turn(second)).toMatchObject({ kind: "done", counts: { created: 1 } });
  expect(await db.update.findFirst({ where: { reportId } })).toMatchObject({ connectionId: second.id });
  expect(await markOf(first)).toMatchObject({ readUpTo: null });
});

test("whose turn it is, is nudged: when it is due, or when a window waits, and nobody is at it", async () => {
  const [due, early, busy, waiting] = [
    await connected(),
    await connected(),
    await connected(),
    await connected(),
  ];
  const mark = (connectionId: number, dueAt: Date, leasedUntil: Date | null = null) =>
    db.watermark.create({ data: { connectionId, kind: "updates", dueAt, leasedUntil } });
  await mark(due.id, at(-1));
  await mark(early.id, at(1));
  await mark(busy.id, at(-1), at(1));
  await mark(waiting.id, at(1));
  await db.poll.create({
    data: {
      connectionId: waiting.id,
      kind: "updates",
      state: "waiting",
      trigger: "person",
      startedAt: at(-5),
    },
  });
  await nudgeDuePulls("updates", noon);
  const those = new Set(await nudged());
  expect([due, early, busy, waiting].map(({ id }) => those.has(id))).toEqual([true, false, false, true]);
});

test("a turn that is not due yet asks nobody; the next is due after the interval, on a whole minute", async () => {
  const connection = await connected({ pullEveryMinutes: 5 });
  await turn(connection, new Date(noon.getTime() + 20_300));
  expect(await markOf(connection)).toMatchObject({ dueAt: at(5) });
  expect(await turn(connection, at(4))).toMatchObject({ kind: "done", polls: 0 });
  expect(await turn(connection, at(5))).toMatchObject({ kind: "done", polls: 1 });
});

test("the second look at night waits for its turn, once, and leaves the mark alone", async () => {
  const connection = await connected({ longestWindowHours: 12 });
  const unwanted = await connected({ mopUpHours: 0 });
  const reportId = await said(connection, "Told late");
  clock = at(-60 * 20);
  await db.watermark.create({
    data: { connectionId: connection.id, kind: "updates", readUpTo: at(-5), dueAt: at(10) },
  });
  await mopUp("updates", noon);
  await mopUp("updates", at(1));
  expect(await pollsOf(unwanted)).toEqual([]);
  const day = { trigger: "mop_up", state: "waiting" };
  expect(await pollsOf(connection)).toMatchObject([
    { ...day, windowStart: at(-60 * 24), windowEnd: at(-60 * 12) },
    { ...day, windowStart: at(-60 * 12), windowEnd: noon },
  ]);
  expect(await turn(connection)).toMatchObject({ kind: "done", polls: 2, counts: { created: 1 } });
  expect(await db.update.count({ where: { reportId } })).toBe(1);
  expect(await markOf(connection)).toMatchObject({ readUpTo: at(-5), dueAt: at(10) });
});

test("a server that takes no dates is asked without, and nothing is left out for its time", async () => {
  const connection = await connected({ askWithoutDates: true });
  clock = at(-60 * 24 * 300);
  await said(connection, "Long ago");
  expect(await turn(connection)).toMatchObject({ counts: { created: 1 } });
  expect(asked()).toEqual([{ api_key: council.apiKey }]);
  await mopUp("updates", noon);
  expect(await pollsOf(connection)).toMatchObject([{ windowStart: null, windowEnd: null }]);
});

test("on a test system nobody is asked", async () => {
  const connection = await connected();
  provideEnv({ STAGING: "1" });
  onTestFinished(() => provideEnv({ STAGING: "0" }));
  expect(await turn(connection)).toEqual({ kind: "refused", reason: expect.stringContaining("test system") });
  expect([await nudgeDuePulls("updates", noon), await mopUp("updates", noon)]).toEqual([0, 0]);
  expect(council.calls).toEqual([]);
});

test("by hand: one body's connections, their counts, and what is none is said", async () => {
  const connection = await connected();
  const { slug } = await db.body.findUniqueOrThrow({ where: { id: connection.bodyId } });
  clock = new Date();
  await said(connection, "By hand");
  const run = await runPulls("updates", { worker: "test", body: slug });
  expect(run).toMatchObject({
    connections: 1,
    polls: 1,
    seen: 1,
    created: 1,
    failed: 0,
    refused: 0,
    busy: 0,
  });
  const wrong = [{ body: "none" }, { connectionId: 999_999 }, { end: noon }, { start: noon, end: noon }];
  for (const options of wrong) {
    await expect(runPulls("updates", { worker: "test", ...options })).rejects.toMatchObject({
      code: "invalid",
    });
  }
});

test("a person asks for now, or for a window: noted, done at the next turn, and shown", async () => {
  const { actor, bodyId } = clerk;
  const user = await makeUser();
  await db.body.update({ where: { id: bodyId }, data: { updatesUserId: user.id } });
  const connection = await connected({}, { bodyId });
  const connectionId = connection.id;
  await turn(connection);
  clock = at(-60 * 100);
  const reportId = await said(connection, "Back then");
  await askNow(actor, { connectionId }, at(1));
  expect(await markOf(connection)).toMatchObject({ dueAt: at(1) });
  const window = { connectionId, start: at(-60 * 101).toISOString(), end: at(-60 * 99).toISOString() };
  await askWindow(actor, window);
  expect(await nudged()).toContain(connectionId);
  const { items: before } = await listPolls(actor, { connection: connectionId });
  expect(before.map(({ state, trigger }) => [state, trigger]).toSorted()).toEqual([
    ["done", "schedule"],
    ["waiting", "person"],
  ]);
  expect(await turn(connection, at(1))).toMatchObject({ kind: "done", polls: 2, counts: { created: 1 } });
  expect(await db.update.count({ where: { reportId } })).toBe(1);
  const { items: news } = await listPolls(actor, { connection: connectionId, show: "news" });
  expect(news).toMatchObject([{ state: "done", trigger: "person", counts: { created: 1, seen: 1 } }]);
  expect(await getPoll(actor, news[0]?.id ?? 0)).toMatchObject({
    ...{ windowStart: at(-60 * 101), openLetters: 0 },
    calls: [{ method: "GET", status: 200, url: expect.not.stringContaining(council.apiKey) }],
  });
  const entries = await db.auditEntry.findMany({ where: { connectionId, action: "connections.ask" } });
  expect(entries).toHaveLength(2);

  await expect(askWindow(actor, { ...window, end: window.start })).rejects.toMatchObject({ code: "invalid" });
  const month = { ...window, start: at(-60 * 24 * 40).toISOString() };
  await expect(askWindow(actor, month)).rejects.toMatchObject({
    code: "invalid",
    fields: { end: expect.any(String) },
  });
  const theirs = await connected();
  await expect(askNow(actor, { connectionId: theirs.id })).rejects.toMatchObject({ code: "forbidden" });
  await turn(theirs);
  const [poll] = await pollsOf(theirs);
  await expect(getPoll(actor, poll?.id ?? 0)).rejects.toMatchObject({ code: "forbidden" });
  expect((await listPolls(actor, { connection: theirs.id })).items).toEqual([]);
  const idle = { ...actor, permissions: ["delivery:view"] };
  await expect(askNow(idle, { connectionId })).rejects.toMatchObject({ code: "forbidden" });
});

test("how it fares: what was read, what failed, and when somebody should worry", async () => {
  const { actor, bodyId } = clerk;
  const connection = await connected({ pullEveryMinutes: 10 }, { bodyId, createdAt: at(-600) });
  const health = async (now: Date) =>
    (await pullHealth(actor, [connection.id], "updates", now)).get(connection.id);
  expect(await health(noon)).toMatchObject({ readUpTo: null, trouble: expect.stringContaining("longer") });
  const now = new Date();
  await turn(connection, now);
  const soon = (minutes: number) => new Date(Date.now() + minutes * 60_000);
  expect(await health(soon(29))).toMatchObject({ readUpTo: now, failures: 0, trouble: null, reading: false });
  council.fault({ on: "updates", kind: "refuse", status: 503 });
  await turn(connection, soon(11));
  expect(await health(soon(29))).toMatchObject({
    failures: 1,
    lastDay: { polls: 2, failed: 1 },
    trouble: null,
  });
  const words = expect.stringContaining("503");
  expect(await health(soon(31))).toMatchObject({ trouble: words, lastError: words });
  const theirs = await connected();
  expect((await pullHealth(actor, [theirs.id])).size).toBe(0);
});

test("polls that brought nothing are forgotten after a month, the others after a year", async () => {
  const { id: connectionId } = await connected();
  const days = (ago: number) => at(-ago * 24 * 60);
  const make = (ago: number, counts: object, state: "done" | "failed" | "waiting" = "done") =>
    db.poll.create({ data: { connectionId, kind: "updates", state, startedAt: days(ago), counts } });
  const kept = [
    await make(29, { created: 0 }),
    await make(360, { created: 2 }),
    await make(360, { created: 0, dead: 1 }),
    await make(31, {}, "waiting"),
  ];
  await make(31, { created: 0, seen: 7, known: 7 });
  await make(366, { created: 9 });
  await expirePolls(noon);
  expect((await pollsOf({ id: connectionId })).map(({ id }) => id)).toEqual(kept.map(({ id }) => id));
});
