import { afterAll, beforeAll, expect, test } from "vitest";
import "@/lib/testing/database";
import { packSettings } from "@/lib/bodies/connections";
import { db } from "@/lib/db";
import type { Window } from "@/lib/open311/client";
import type { WalkOptions } from "@/lib/sync/history/walk";
import { walkHistory } from "@/lib/sync/history/walk-history";
import { halfOf, hasEnded, heedsNoDates, stepBack, windowBefore } from "@/lib/sync/history/walk-position";
import { type Council, startCouncil } from "@/lib/testing/council";
import { makeImporting, makeRequest } from "@/lib/testing/importing";

const day = (n: number) => new Date(Date.UTC(2026, 4, n, 12));
const now = day(31);
let clock = now;
let council: Council;
const days = [30, 29, 20, 4];
beforeAll(async () => {
  council = await startCouncil({ now: () => clock });
  for (const n of days) {
    clock = day(n);
    await council.raise({ serviceCode: "TRE-2", description: `On day ${n}.`, lat: 54.6, long: 2.3 });
  }
  clock = now;
});
afterAll(() => council.close());

async function past(settings: object = {}) {
  const town = await makeImporting();
  await db.contact.update({ where: { id: town.contact.id }, data: { destination: "TRE-2" } });
  await db.connection.update({
    where: { id: town.connection.id },
    data: packSettings("open311", {
      ...{ endpoint: council.url, apiKey: council.apiKey, timeoutMs: 2_000, longestWindowHours: 168 },
      ...settings,
    }),
  });
  const walk = (more: Partial<WalkOptions> = {}) =>
    walkHistory({
      ...{ connectionId: town.connection.id, apply: true, from: day(1), now, pauseMs: 0 },
      ...more,
    });
  const told = async () =>
    (await db.report.findMany({ where: { reporterId: town.user.id }, orderBy: { createdAt: "desc" } })).map(
      ({ detail }) => detail,
    );
  return { ...town, walk, told };
}
const failure = (error: unknown) => error;

test("a back end's past is read back in time, goes on where it stopped, and is read once", async () => {
  const town = await past();
  const dry = await town.walk({ apply: false });
  expect(dry).toMatchObject({ kind: "done", runId: null, rows: 4, counts: { created: 4 } });
  expect(await town.told()).toEqual([]);

  const stop = new AbortController();
  const first = await town.walk({ signal: stop.signal, onProgress: () => stop.abort() });
  expect(first).toMatchObject({ kind: "paused", rows: 2 });
  expect(await town.told()).toEqual(["On day 30.", "On day 29."]);
  const calls = council.calls.length;
  const resumed: number[] = [];
  const done = await town.walk({ from: day(15), onResume: (rows) => resumed.push(rows) });
  expect(done).toMatchObject({ kind: "done", rows: 3, counts: { created: 3 }, fault: null });
  expect([resumed, council.calls.length - calls]).toEqual([[2], 2]);
  expect(await town.walk({ from: day(15) })).toMatchObject({ kind: "already" });
  // Further back than it was to go before.
  expect(await town.walk()).toMatchObject({ kind: "done", rows: 4 });
  expect(await town.told()).toEqual(["On day 30.", "On day 29.", "On day 20.", "On day 4."]);
  expect(await db.historyRun.findFirst({ where: { connectionId: town.connection.id } })).toMatchObject({
    ...{ kind: "requests", state: "done", done: 4 },
    cursor: { before: day(1).toISOString(), began: now.toISOString() },
  });
});

test("a past without anything for 90 days has ended", async () => {
  const town = await past({ longestWindowHours: 720 });
  const calls = council.calls.length;
  expect(await town.walk({ from: new Date("2000-01-01") })).toMatchObject({ kind: "done", rows: 4 });
  expect(council.calls.length - calls).toBe(4);
});

test("a walk stops where the back end fails for good, and goes on from there", async () => {
  const town = await past();
  council.fault({ on: "requests", kind: "refuse", times: 3 });
  const failed = await town.walk();
  expect(failed).toMatchObject({ kind: "failed", rows: 0, fault: expect.any(String) });
  expect(await town.walk()).toMatchObject({ kind: "done", counts: { created: 4 } });
});

test("who is not asked is not walked through: no dates, a pause", async () => {
  const all = await past({ fetchAllRequests: true });
  expect(await all.walk().catch(failure)).toMatchObject({ code: "invalid" });
  const paused = await past();
  await db.connection.update({ where: { id: paused.connection.id }, data: { pausedAt: now } });
  expect(await paused.walk().catch(failure)).toMatchObject({ code: "conflict" });
});

const position = { before: day(20), began: now, from: day(19), emptyFrom: day(25) };
const window: Window = { start: day(10), end: day(11) };

test("where a walk stands", () => {
  expect(windowBefore(position, 12)).toEqual({ start: new Date(Date.UTC(2026, 4, 20)), end: day(20) });
  expect(windowBefore(position, 500)).toEqual({ start: day(19), end: day(20) });
  expect(stepBack(position, window, 0)).toMatchObject({ before: day(10), emptyFrom: day(25) });
  expect(stepBack(position, window, 1)).toMatchObject({ before: day(10), emptyFrom: day(10) });
  expect([hasEnded(position), hasEnded({ ...position, before: day(19) })]).toEqual([false, true]);
  const long = { ...position, from: new Date(0) };
  expect(hasEnded({ ...long, before: new Date(day(25).getTime() - 90 * 86_400_000) })).toBe(true);
  expect([halfOf(window), halfOf({ start: day(1), end: new Date(day(1).getTime() + 200_000) })]).toEqual([
    12,
    null,
  ]);
});

test.each([
  ["nothing", [], ["R"], false],
  ["the same as before, of another time", [day(20)], ["R"], true],
  ["something else of another time", [day(20)], ["S"], false],
  ["the same as before, of that time", [day(11)], ["R"], false],
])("a back end that tells %s", (_, times, before, blind) => {
  const rows = times.map((requestedDatetime) =>
    makeRequest({ serviceRequestId: "R", requestedDatetime, updatedDatetime: undefined }),
  );
  expect(heedsNoDates(rows, window, new Set(before))).toBe(blind);
});
