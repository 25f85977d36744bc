import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import "@/lib/testing/database";
import { packSettings } from "@/lib/bodies/connections";
import { db } from "@/lib/db";
import { rewindFor } from "@/lib/delivery/rewind-watermark";
import { log } from "@/lib/log";
import type { RequestUpdate } from "@/lib/open311/documents";
import { writeUpdates } from "@/lib/open311/write/updates";
import { type Pulled, pull } from "@/lib/sync/pull/pull";
import { takeUpdates } from "@/lib/sync/updates/take-updates";
import { type Council, startCouncil } from "@/lib/testing/council";
import type { NewFault } from "@/lib/testing/council/faults";
import {
  makeBody,
  makeCategory,
  makeConnection,
  makeContact,
  makeDelivery,
  makeReport,
  makeUser,
} from "@/lib/testing/factories";

// A council that does what councils' systems do. Each time: nothing is lost, nothing is doubled, and whoever looks sees that it
// could not be read.

const noon = new Date("2026-05-12T12:00:00Z");
const at = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);

/** The council's own clock. */
let clock = noon;
let council: Council;
beforeAll(async () => {
  council = await startCouncil({ now: () => clock });
});
beforeEach(() => {
  clock = noon;
  return council.reset();
});
afterAll(() => council.close());

/** A connection that is read, and a report that its back end has. */
async function watched(settings: object = {}) {
  const user = await makeUser();
  const body = await makeBody({ updatesUserId: user.id });
  const connection = await makeConnection({
    ...{ bodyId: body.id, method: "open311", pullUpdates: true },
    ...packSettings("open311", { endpoint: council.url, timeoutMs: 1_500, ...settings }),
  });
  const category = await makeCategory();
  const contact = await makeContact({ bodyId: body.id, categoryId: category.id });
  const problem = { serviceCode: "TRE-2", description: "A branch", lat: 54.6, long: 2.3 };
  const { reference } = await council.raise(problem);
  if (reference === null) throw new Error("The council has a number for each of its own.");
  const report = await makeReport({ categoryId: category.id, updatedAt: at(-600) });
  await makeDelivery({
    ...{ reportId: report.id, bodyId: body.id, connectionId: connection.id, contactId: contact.id },
    ...{ method: "open311", state: "sent", externalId: reference, firstSentAt: at(-600), sentAt: at(-600) },
  });
  const connectionId = connection.id;
  return {
    connectionId,
    reportId: report.id,
    reference,
    pull: (now: Date, more: { early?: boolean; signal?: AbortSignal } = {}) =>
      pull({ connectionId, kind: "updates", worker: "test", now, early: true, ...more }),
    mark: () => db.watermark.findFirstOrThrow({ where: { connectionId, kind: "updates" } }),
    polls: () => db.poll.findMany({ where: { connectionId }, orderBy: { id: "asc" } }),
    texts: async () => {
      const rows = await db.update.findMany({
        where: { reportId: report.id },
        orderBy: { createdAt: "asc" },
      });
      return rows.map(({ text }) => text);
    },
  };
}

let last = 0;
const item = (serviceRequestId: string, more: Partial<RequestUpdate> = {}): RequestUpdate => ({
  ...{ updateId: `u-${++last}`, serviceRequestId, updatedDatetime: at(-30), mediaUrls: [], extras: {} },
  ...{ status: "in_progress", description: `Number ${last}`, ...more },
});

/** The next list of updates is this one, whatever is asked for. */
const tells = (body: string, contentType = "text/xml") =>
  council.fault({ on: "updates", kind: "refuse", status: 200, body, contentType, times: 1 });
const lists = (items: readonly RequestUpdate[]) => tells(writeUpdates(items, "xml").body);

const counted = (pulled: Pulled) => ("counts" in pulled ? pulled.counts : pulled);

const outages: [string, NewFault, object, string][] = [
  ["half an XML", { on: "updates", kind: "nonsense", what: "half-xml" }, {}, "only a part"],
  ["a web page with 200", { on: "updates", kind: "nonsense", what: "html" }, {}, "web page"],
  ["nothing at all with 200", { on: "updates", kind: "nonsense", what: "empty" }, {}, "instead of"],
  [
    "a list of something else",
    { on: "updates", kind: "refuse", status: 200, body: "<services/>" },
    {},
    "instead of",
  ],
  [
    "an answer without end",
    { on: "updates", kind: "nonsense", what: "huge" },
    { maxBytes: 1_000_000 },
    "larger",
  ],
  ["no answer", { on: "updates", kind: "stall" }, { timeoutMs: 150 }, "did not answer"],
  [
    "an answer that stops in the middle",
    { on: "updates", kind: "slow-drip", bytes: 50, everyMs: 60 },
    { timeoutMs: 150 },
    "did not answer",
  ],
  ["a connection cut in the middle", { on: "updates", kind: "cut-mid-body" }, {}, "broke"],
  ["a connection cut at once", { on: "updates", kind: "cut-off" }, {}, "broke"],
  ["an error", { on: "updates", kind: "refuse", status: 503 }, {}, "503"],
  ["an error for good", { on: "updates", kind: "refuse", status: 403, body: "Who are you?" }, {}, "403"],
];

test.each(outages)(
  "%s: it is seen, the mark stays, and the next turn brings all, once",
  async (_, fault, settings, words) => {
    const here = await watched(settings);
    expect(await here.pull(at(-60))).toMatchObject({ kind: "done" });
    clock = at(-50);
    await council.say(here.reference, { status: "in_progress", text: "First" });
    council.fault(fault);
    expect(await here.pull(at(-45))).toMatchObject({
      kind: "failed",
      reason: expect.stringContaining(words),
    });
    expect(await here.mark()).toMatchObject({
      ...{ readUpTo: at(-60), failures: 1, lastError: expect.stringContaining(words), leasedBy: null },
    });
    expect((await here.polls()).map(({ state }) => state)).toEqual(["done", "failed"]);
    expect((await here.polls())[1]).toMatchObject({
      ...{ windowEnd: at(-45), error: expect.stringContaining(words), durationMs: expect.any(Number) },
      calls: [{ method: "GET", url: expect.stringContaining("servicerequestupdates") }],
    });
    expect(await here.texts()).toEqual([]);
    council.clearFaults();
    clock = at(-20);
    await council.say(here.reference, { status: "fixed", text: "Second" });
    expect(counted(await here.pull(noon))).toMatchObject({ seen: 2, created: 2 });
    expect(counted(await here.pull(at(1)))).toMatchObject({ seen: 2, created: 0, known: 2 });
    expect(await here.texts()).toEqual(["First", "Second"]);
    expect(await here.mark()).toMatchObject({ readUpTo: at(1), failures: 0, lastError: null });
  },
);

test("429: it is asked again no sooner than it says, and then tells all", async () => {
  const here = await watched();
  clock = at(-10);
  await council.say(here.reference, { text: "Patience" });
  council.fault({ on: "updates", kind: "too-many", retryAfter: 7_200, times: 1 });
  const before = Date.now();
  expect(await here.pull(noon)).toMatchObject({ kind: "failed" });
  const { dueAt, failures } = await here.mark();
  expect(failures).toBe(1);
  expect(dueAt.getTime()).toBeGreaterThanOrEqual(before + 7_200_000);
  // Not its turn: nothing is asked.
  const calls = council.calls.length;
  await here.pull(new Date(), { early: false });
  expect(council.calls).toHaveLength(calls);
  await here.pull(at(1));
  expect(await here.texts()).toEqual(["Patience"]);
});

test("after failures it waits longer and longer, but never more than an hour", async () => {
  const here = await watched();
  council.fault({ on: "updates", kind: "refuse", status: 500 });
  const pauses: number[] = [];
  for (let n = 0; n < 5; n++) {
    await here.pull(noon);
    pauses.push(Math.round(((await here.mark()).dueAt.getTime() - Date.now()) / 60_000));
  }
  expect(pauses).toEqual([15, 30, 60, 60, 60]);
});

test("repeats: every row twice in one list, and again in the next, is one update each", async () => {
  const here = await watched();
  for (const minutes of [-30, -20, -10]) {
    clock = at(minutes);
    await council.say(here.reference, { text: `At ${minutes}` });
  }
  council.fault({ on: "updates", kind: "repeat", times: 2 });
  expect(counted(await here.pull(noon))).toMatchObject({ created: 3, dead: 0, skipped: {} });
  expect(counted(await here.pull(at(1)))).toMatchObject({ created: 0, dead: 0, skipped: {} });
  expect(await here.texts()).toEqual(["At -30", "At -20", "At -10"]);
});

test("wrong order: what was said last stands, whenever it is told", async () => {
  const here = await watched();
  const said = (minutes: number, status: string) =>
    item(here.reference, { updatedDatetime: at(minutes), status, description: status });
  lists([said(-5, "fixed"), said(-20, "planned"), said(-40, "investigating")]);
  expect(counted(await here.pull(noon))).toMatchObject({ seen: 3, created: 3 });
  const state = async () => (await db.report.findUniqueOrThrow({ where: { id: here.reportId } })).state;
  expect(await state()).toBe("fixed_council");
  lists([said(-30, "in_progress")]);
  expect(counted(await here.pull(at(1)))).toMatchObject({ created: 1 });
  expect(await state()).toBe("fixed_council");
  expect(await here.texts()).toEqual(["investigating", "in_progress", "planned", "fixed"]);
});

test("out of window: what was not asked for is left out, and counted", async () => {
  const here = await watched();
  const edges = [
    item(here.reference, { updatedDatetime: at(-120) }),
    item(here.reference, { updatedDatetime: noon }),
  ];
  lists([item(here.reference, { updatedDatetime: at(-60 * 24 * 40) }), ...edges]);
  expect(counted(await here.pull(noon))).toMatchObject({
    seen: 3,
    created: 2,
    skipped: { out_of_window: 1 },
  });
  expect(await here.texts()).toEqual(edges.map(({ description }) => description));
});

test("clocks: a council that is slow or fast by some minutes tells everything all the same", async () => {
  const here = await watched();
  await here.pull(noon);
  // Said at five past twelve, by a clock that is an hour slow.
  clock = at(-55);
  await council.say(here.reference, { text: "Slow" });
  // By one that is twenty minutes fast.
  clock = at(25);
  const fast = await council.say(here.reference, { text: "Fast" });
  expect(counted(await here.pull(at(15)))).toMatchObject({ seen: 1, created: 1 });
  // One that does not look at the dates told it already.
  lists([item(here.reference, { updateId: fast.updateId, updatedDatetime: fast.at, description: "Fast" })]);
  expect(counted(await here.pull(at(16)))).toMatchObject({ created: 0, skipped: { out_of_window: 1 } });
  expect(counted(await here.pull(at(30)))).toMatchObject({ created: 1, known: 1 });
  expect(await here.texts()).toEqual(["Slow", "Fast"]);
});

test("10 MB: it is taken in whole, and others have their turn meanwhile", async () => {
  const here = await watched();
  const words = "Lorem ipsum dolor sit amet. ".repeat(700);
  const items = Array.from({ length: 519 }, (_, n) => item("none-of-ours", { description: `${n} ${words}` }));
  lists([...items, item(here.reference, { description: "Among them" })]);
  const pulled = await here.pull(noon);
  expect(counted(pulled)).toMatchObject({ seen: 520, created: 1, skipped: { unknown_report: 519 } });
  const [poll] = await here.polls();
  expect(JSON.stringify(poll?.calls)).not.toContain("Lorem");
  expect(poll?.calls).toMatchObject([{ status: 200 }]);
});

test("one bad item among a thousand keeps nobody back, and neither does a row that cannot be read", async () => {
  const here = await watched();
  const fault = vi.spyOn(log, "error").mockImplementation(() => {});
  onTestFinished(() => fault.mockRestore());
  // Longer than the database's index of such numbers takes.
  const bad = item(here.reference, { updateId: randomBytes(6_000).toString("hex") });
  const good = Array.from({ length: 997 }, (_, n) =>
    item(here.reference, { updatedDatetime: new Date(at(-110).getTime() + n * 1_000) }),
  );
  const items = [...good.slice(0, 500), bad, ...good.slice(500)];
  const row = "<request_update><update_id>no-date</update_id><status>open</status></request_update>";
  tells(writeUpdates(items, "xml").body.replace("<request_update>", `${row}<request_update>`));
  expect(counted(await here.pull(noon))).toMatchObject({ seen: 999, created: 997, dead: 2 });
  expect(await here.texts()).toHaveLength(997);
  const letters = await db.deadLetter.findMany({ where: { connectionId: here.connectionId } });
  const [poll] = await here.polls();
  expect(letters.map(({ pollId }) => pollId)).toEqual([poll?.id, poll?.id]);
  expect(letters.filter(({ externalId }) => externalId === bad.updateId)).toHaveLength(1);
  expect(poll).toMatchObject({ state: "done", counts: { created: 997, dead: 2 } });
  expect(await here.mark()).toMatchObject({ readUpTo: noon, failures: 0 });
});

test("a restart in the middle: the window is read again, what was taken in stays, the poll says that it was cut off", async () => {
  const here = await watched();
  for (const minutes of [-40, -30, -20]) {
    clock = at(minutes);
    await council.say(here.reference, { text: `At ${minutes}` });
  }
  // A worker that was killed had claimed it, and taken in the first of them.
  const { connectionId } = here;
  const lost = { connectionId, kind: "updates", leasedBy: "lost", dueAt: at(-15) } as const;
  await db.watermark.create({
    data: { ...lost, readUpTo: at(-60), leasedUntil: new Date(Date.now() + 60_000) },
  });
  await db.poll.create({
    data: { connectionId, kind: "updates", windowStart: at(-180), windowEnd: at(-15) },
  });
  const [first] = council.updates;
  if (!first) throw new Error("Nothing was said.");
  const taken = { updateId: first.updateId, updatedDatetime: first.at, description: first.text };
  await takeUpdates({ id: connectionId }, [item(here.reference, taken)], { now: at(-15) });

  expect(await here.pull(noon)).toEqual({ kind: "busy" });
  await db.watermark.updateMany({ where: { connectionId }, data: { leasedUntil: new Date(Date.now() - 1) } });
  expect(counted(await here.pull(noon))).toMatchObject({ seen: 3, created: 2, known: 1 });
  expect(await here.texts()).toEqual(["At -40", "At -30", "At -20"]);
  expect(await here.polls()).toMatchObject([
    { state: "failed", error: expect.stringContaining("cut off") },
    { state: "done", windowStart: at(-180), windowEnd: noon },
  ]);
});

test("a worker that is told to stop ends its call: not the council's fault, and nothing is lost", async () => {
  const here = await watched();
  await here.pull(at(-60));
  clock = at(-30);
  await council.say(here.reference, { text: "Meanwhile" });
  council.fault({ on: "updates", kind: "stall", times: 1 });
  const stop = new AbortController();
  const pulled = here.pull(at(-15), { signal: stop.signal });
  await council.until(() => council.calls.at(-1)?.fault === "stall");
  stop.abort();
  expect(await pulled).toMatchObject({ kind: "failed" });
  expect(await here.mark()).toMatchObject({ readUpTo: at(-60), failures: 0, leasedBy: null });
  await here.pull(noon);
  expect(await here.texts()).toEqual(["Meanwhile"]);
});

test("two workers at once: one reads, the other leaves it alone", async () => {
  const here = await watched();
  clock = at(-10);
  await council.say(here.reference, { text: "Once" });
  const kinds = (await Promise.all([here.pull(noon), here.pull(noon), here.pull(noon)])).map(
    ({ kind }) => kind,
  );
  expect(kinds.filter((kind) => kind === "done")).not.toHaveLength(0);
  expect(council.calls.filter(({ kind }) => kind === "updates")).toHaveLength(
    kinds.filter((kind) => kind === "done").length,
  );
  expect(await here.texts()).toEqual(["Once"]);
});

test("AC-102: a council that was away for thirty hours tells all it has to say, by itself", async () => {
  const here = await watched();
  await here.pull(at(-30 * 60));
  const hours = [29, 25, 20, 11, 6, 3, 1];
  for (const ago of hours) {
    clock = at(-60 * ago);
    await council.say(here.reference, { text: `${ago} hours ago` });
  }
  council.fault({ on: "updates", kind: "cut-off" });
  for (const ago of [29, 20, 10, 5, 1]) expect((await here.pull(at(-60 * ago))).kind).toBe("failed");
  council.clearFaults();
  expect(await here.pull(noon)).toMatchObject({ kind: "done", polls: 2, counts: { created: hours.length } });
  expect(await here.texts()).toEqual(hours.map((ago) => `${ago} hours ago`));
  expect(await here.mark()).toMatchObject({ readUpTo: noon, failures: 0, lastError: null });
});

test("an outage while it is caught up begins again where it stopped", async () => {
  const here = await watched();
  await here.pull(at(-30 * 60));
  for (const ago of [29, 1]) {
    clock = at(-60 * ago);
    await council.say(here.reference, { text: `${ago} hours ago` });
  }
  council.fault({ on: "updates", kind: "cut-mid-body", after: 1 });
  expect(await here.pull(noon)).toMatchObject({ kind: "failed", counts: { created: 1 } });
  expect(await here.mark()).toMatchObject({ readUpTo: at(-8 * 60), failures: 1 });
  council.clearFaults();
  expect(await here.pull(at(1))).toMatchObject({ kind: "done", polls: 1, counts: { created: 1 } });
  expect(await here.texts()).toEqual(["29 hours ago", "1 hours ago"]);
});

test("a number that is known late brings back what was left out, also when a pull is under way meanwhile", async () => {
  const here = await watched();
  clock = at(-200);
  await council.say(here.reference, { text: "Before we knew" });
  await db.delivery.updateMany({ where: { reportId: here.reportId }, data: { externalId: null } });
  clock = noon;
  for (const minutes of [-150, -60])
    expect(counted(await here.pull(at(minutes)))).toMatchObject({ skipped: { unknown_report: 1 } });
  council.fault({ on: "updates", kind: "stall", times: 1 });
  const pulled = here.pull(noon);
  await council.until(() => council.calls.at(-1)?.fault === "stall");
  await db.delivery.updateMany({ where: { reportId: here.reportId }, data: { externalId: here.reference } });
  await rewindFor(db, here.connectionId, at(-210), noon);
  council.clearFaults();
  await pulled;
  expect(await here.texts()).toEqual([]);
  await here.pull(at(1));
  expect(await here.texts()).toEqual(["Before we knew"]);
});
