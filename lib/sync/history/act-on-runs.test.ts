import { afterAll, beforeAll, expect, test } from "vitest";
import "@/lib/testing/database";
import type { Actor } from "@/lib/actor";
import { packSettings } from "@/lib/bodies/connections";
import { db } from "@/lib/db";
import { goOnWithRun, pauseRun, takeBackRun } from "@/lib/sync/history/act-on-runs";
import { doRun, nudgeRuns } from "@/lib/sync/history/do-run";
import { getRun, listRuns } from "@/lib/sync/history/list-runs";
import { lookAtHistory, readLookedAt } from "@/lib/sync/history/look-at-history";
import { addPiece, beginUpload, endUpload, expireUploads } from "@/lib/sync/history/upload-file";
import { pieceBytes } from "@/lib/sync/history/upload-size";
import { type Council, startCouncil } from "@/lib/testing/council";
import { makeImporting } from "@/lib/testing/importing";

const day = (n: number) => new Date(Date.UTC(2026, 4, n, 12));
const now = day(31);
const [raised, from] = [[30, 29, 20, 4], "2026-05-01"];
let clock = now;
let council: Council;
beforeAll(async () => {
  council = await startCouncil({ now: () => clock });
  for (const n of raised) {
    clock = day(n);
    await council.raise({ serviceCode: "TRE-2", description: `On day ${n}.`, lat: 54.6, long: 2.3 });
  }
  clock = now;
});
afterAll(() => council.close());

async function past() {
  const town = await makeImporting();
  await db.contact.update({ where: { id: town.contact.id }, data: { destination: "TRE-2" } });
  const settings = {
    endpoint: council.url,
    apiKey: council.apiKey,
    timeoutMs: 2_000,
    longestWindowHours: 168,
  };
  const { id: connectionId } = await db.connection.update({
    where: { id: town.connection.id },
    data: packSettings("open311", settings),
  });
  const permissions = ["connection:edit"];
  const clerk: Actor = {
    ...{ kind: "staff", userId: town.user.id, superuser: false, bodyId: town.body.id, permissions },
  };
  const work = (runId: number, more: object = {}) => doRun(runId, { worker: "w", now, pauseMs: 0, ...more });
  const reports = () => db.report.count({ where: { reporterId: town.user.id } });
  const see = (runId: number) => getRun(clerk, runId, now);
  return { ...town, connectionId, clerk, work, reports, see };
}
const failure = (error: unknown) => error;
const jobsOf = (runId: number) => db.$queryRaw<unknown[]>`
  select 1 from graphile_worker.jobs where task_identifier = 'history' and key = ${`history:${runId}`}`;
/** The row of a run whose worker was killed. */
const lose = (id: number) =>
  db.historyRun.update({ where: { id }, data: { leasedUntil: new Date(0), state: "running" } });

test("a past is looked at first, then read in, and taken back, each by the worker", async () => {
  const { connectionId, clerk, work, reports, see } = await past();
  const look = await lookAtHistory(clerk, { connectionId, from }, now);
  expect(await jobsOf(look)).toHaveLength(1);
  expect(await see(look)).toMatchObject({ phase: "waiting", file: null, part: null, can: { pause: true } });
  expect(await readLookedAt(clerk, { runId: look }).catch(failure)).toMatchObject({ code: "conflict" });

  expect(await work(look)).toBe(true);
  expect(await work(look)).toBe(false);
  expect(await reports()).toBe(0);
  expect(await see(look)).toMatchObject({
    ...{ task: "look", phase: "done", part: 1, done: 4, startedBy: { id: expect.any(Number) } },
    outcomes: [{ outcome: "created", count: 4, lines: { length: 3 } }],
    places: Array.from({ length: 4 }, () => ({ lat: 54.6, lon: 2.3, title: expect.any(String) })),
    can: { pause: false, goOn: false, read: true, takeBack: false },
  });

  const run = await readLookedAt(clerk, { runId: look }, now);
  expect(await work(run)).toBe(true);
  expect([await reports(), await see(run)]).toMatchObject([
    4,
    { task: "read", phase: "done", reports: 4, places: [], can: { takeBack: true, read: false } },
  ]);
  // Nobody hears of it.
  expect(
    await db.$queryRaw`select 1 from graphile_worker.jobs where task_identifier = 'send-alerts'`,
  ).toEqual([]);

  await takeBackRun(clerk, { runId: run }, now);
  expect(await goOnWithRun(clerk, { runId: run }).catch(failure)).toMatchObject({ code: "conflict" });
  expect(await work(run)).toBe(true);
  expect([await reports(), await see(run)]).toMatchObject([
    0,
    { task: "undo", phase: "done", undone: { reports: 4, kept: 0, waiting: 0 }, can: { takeBack: false } },
  ]);
  expect(await takeBackRun(clerk, { runId: run }).catch(failure)).toMatchObject({ code: "conflict" });
  // The same can be read in once more.
  expect(await readLookedAt(clerk, { runId: look }, now)).toBe(run);
  await work(run);
  expect(await reports()).toBe(4);
  expect((await listRuns(clerk, { connection: connectionId }, now)).items.map(({ id }) => id)).toEqual([
    run,
    look,
  ]);
  const entries = await db.auditEntry.findMany({
    where: { connectionId, userId: { not: null } },
    orderBy: { id: "asc" },
  });
  expect(entries.map(({ action }) => action)).toEqual([
    ...["history.look", "history.start", "history.take-back", "history.start"],
  ]);
});

test("a run stops after its piece when somebody asks, and goes on there; one whose worker was lost too", async () => {
  const { connectionId, clerk, work, reports, see } = await past();
  const look = await lookAtHistory(clerk, { connectionId, from }, now);
  await work(look);
  const runId = await readLookedAt(clerk, { runId: look }, now);
  const calls = council.calls.length;
  const running = work(runId, { pauseMs: 30 });
  await expect.poll(() => council.calls.length, { interval: 2 }).toBeGreaterThan(calls);
  await pauseRun(clerk, { runId });
  await running;
  const paused = await see(runId);
  expect(paused).toMatchObject({ phase: "paused", can: { goOn: true, pause: false } });
  expect(await reports()).toBeLessThan(4);
  expect(await pauseRun(clerk, { runId }).catch(failure)).toMatchObject({ code: "conflict" });
  expect(await work(runId)).toBe(false);

  await goOnWithRun(clerk, { runId });
  // A worker that stops leaves it to another, without a word.
  const stop = AbortSignal.abort();
  await work(runId, { signal: stop });
  expect(await see(runId)).toMatchObject({ phase: "waiting", done: paused.done });
  await lose(runId);
  await nudgeRuns(new Date());
  expect(await jobsOf(runId)).toHaveLength(1);
  await work(runId);
  expect([await reports(), await see(runId)]).toMatchObject([4, { phase: "done", done: 4 }]);
  // Paused while nobody was at it.
  await lose(runId);
  await pauseRun(clerk, { runId });
  expect(await see(runId)).toMatchObject({ phase: "paused" });
});

test("a file is sent in pieces, known again, looked at and read in; it goes once nobody needs it", async () => {
  const { category, connectionId, clerk, work, reports, see } = await past();
  const row = (n: number) =>
    JSON.stringify({
      ...{ service_request_id: `F-${n}`, service_code: n === 2 ? "???" : "TRE-2", status: "open" },
      ...{ requested_datetime: "2026-05-02T10:00:00Z", lat: 54.6, long: 2.3 },
      description: `Number ${n}`,
    });
  // Longer than a piece, most of it between two rows.
  const file = Buffer.from([row(0), " ".repeat(pieceBytes), row(1), row(2)].join("\n"));
  const about = { connectionId, fileName: "old\n.ndjson", bytes: file.length };
  const uploadId = await beginUpload(clerk, about);
  const piece = (position: number) =>
    new Uint8Array(file.subarray(position * pieceBytes, (position + 1) * pieceBytes));
  await addPiece(clerk, { uploadId, position: 0 }, piece(0));
  expect(await endUpload(clerk, uploadId).catch(failure)).toMatchObject({ code: "invalid" });
  expect(await endUpload(clerk, Number("no number")).catch(failure)).toMatchObject({ code: "not_found" });
  for (const wrong of [new Uint8Array(0), piece(0)]) {
    const refused = await addPiece(clerk, { uploadId, position: 1 }, wrong).catch(failure);
    expect(refused).toMatchObject({ code: "invalid" });
  }
  await addPiece(clerk, { uploadId, position: 1 }, piece(1));
  await addPiece(clerk, { uploadId, position: 1 }, piece(1));
  expect(await lookAtHistory(clerk, { connectionId, uploadId }).catch(failure)).toMatchObject({
    code: "not_found",
  });
  await endUpload(clerk, uploadId);
  expect(await addPiece(clerk, { uploadId, position: 0 }, piece(0)).catch(failure)).toMatchObject({
    code: "conflict",
  });

  const look = await lookAtHistory(clerk, { connectionId, uploadId }, now);
  await work(look);
  expect(await see(look)).toMatchObject({
    ...{ phase: "done", file: "old .ndjson", done: 3 },
    outcomes: [
      { outcome: "created", count: 2 },
      { words: expect.stringContaining("???"), count: 1 },
    ],
  });
  // The code that it has seen can be matched, and the same file be looked at once more.
  expect(await db.serviceCodeMatch.findMany({ where: { connectionId } })).toMatchObject([
    { code: "???" },
    { code: "TRE-2" },
  ]);
  expect(await see(look)).toMatchObject({ uploadId, can: { lookAgain: true } });
  await db.serviceCodeMatch.updateMany({
    where: { connectionId, code: "???" },
    data: { categoryId: category.id },
  });
  const again = await lookAtHistory(
    clerk,
    { connectionId, uploadId, kind: "requests", from: "1970-01-01" },
    now,
  );
  await work(again);
  expect(await see(again)).toMatchObject({ outcomes: [{ outcome: "created", count: 3 }] });
  expect(await reports()).toBe(0);
  const runId = await readLookedAt(clerk, { runId: look }, now);
  await work(runId, { together: 1 });
  expect([await reports(), await see(runId)]).toMatchObject([3, { phase: "done", part: 1 }]);

  const later = new Date(Date.now() + 31 * 86_400_000);
  await db.historyRun.update({ where: { id: runId }, data: { state: "paused" } });
  expect(await expireUploads(later)).toBe(0);
  await db.historyRun.update({ where: { id: runId }, data: { state: "failed" } });
  expect(await expireUploads(later)).toBe(1);
  expect(await db.historyPiece.count({ where: { uploadId } })).toBe(0);
  expect(await goOnWithRun(clerk, { runId }).catch(failure)).toMatchObject({ code: "conflict" });
  expect(await readLookedAt(clerk, { runId: look }).catch(failure)).toMatchObject({ code: "conflict" });
});

test("what cannot be read says why, to whoever asks and to whoever looks later", async () => {
  const { connectionId, clerk, work, see, connection } = await past();
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  for (const wrong of [tomorrow, "soon"]) {
    const refused = await lookAtHistory(clerk, { connectionId, from: wrong }).catch(failure);
    expect(refused).toMatchObject({ code: "invalid", fields: { from: expect.any(String) } });
  }
  const runId = await lookAtHistory(clerk, { connectionId, from }, now);
  await db.connection.update({ where: { id: connection.id }, data: { pausedAt: now } });
  await work(runId);
  expect(await see(runId)).toMatchObject({
    ...{ phase: "failed", error: expect.stringContaining("paused"), can: { goOn: true, read: false } },
  });
  expect(await lookAtHistory(clerk, { connectionId, from }, now).catch(failure)).toMatchObject({
    code: "conflict",
  });
  expect(await getRun(clerk, 999_999).catch(failure)).toMatchObject({ code: "not_found" });
});
