import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import "@/lib/testing/database";
import { db } from "@/lib/db";
import type { RequestUpdate } from "@/lib/open311/documents";
import { requestsKind } from "@/lib/sync/history/requests-kind";
import { type HistoryOptions, runHistory } from "@/lib/sync/history/run-history";
import { tellCounts } from "@/lib/sync/history/tell-counts";
import { undoRun } from "@/lib/sync/history/undo-run";
import { takeRequests } from "@/lib/sync/requests/take-requests";
import { takeWaiting } from "@/lib/sync/requests/take-waiting";
import { takeUpdates } from "@/lib/sync/updates/take-updates";
import { makeUser } from "@/lib/testing/factories";
import { type Importing, importedAs, makeImporting, makeRequest } from "@/lib/testing/importing";

const folder = mkdtempSync(path.join(tmpdir(), "history-requests-"));
afterAll(() => rmSync(folder, { recursive: true }));
const now = new Date("2026-05-12T12:00:00Z");
const window = { start: new Date("1970-01-01T00:00:00Z"), end: now };

let last = 0;
function file(content: string | Buffer): string {
  const name = path.join(folder, `file-${++last}`);
  writeFileSync(name, content);
  return name;
}
const row = (more: object = {}) => ({
  ...{ service_request_id: `H-${++last}`, status: "open", service_code: "KRB-7", service_name: "Kerbs" },
  ...{ description: `Loose, number ${last}`, requested_datetime: "2019-03-01T10:00:00Z" },
  ...{ lat: 54.6, long: 2.3 },
  ...more,
});
const read = ({ connection }: Importing, name: string, more: Partial<HistoryOptions> = {}) =>
  runHistory(requestsKind, { connectionId: connection.id, file: name, apply: true, now, window, ...more });
const reportsOf = ({ body }: Importing) =>
  db.report.findMany({ where: { deliveries: { some: { bodyId: body.id } } }, orderBy: { id: "asc" } });
const failure = (error: unknown) => error;
async function readIn(to: Importing, rows: object[]): Promise<number> {
  const result = await read(to, file(JSON.stringify(rows)));
  if (result.runId === null) throw new Error("It was a dry run.");
  return result.runId;
}
const later = new Date(now.getTime() + 3_600_000);
const undo = (runId: number, apply = true) => undoRun({ runId, apply, now: later });

test("a dry run tells what old requests would become, and which codes wait for a category, and writes nothing", async () => {
  const to = await makeImporting();
  const name = file(
    JSON.stringify({
      status: "ok",
      requests: [
        row({ service_request_id: "D-1" }),
        row({ service_code: "X:9", service_name: "Other things" }),
        row({ service_code: "X:9", service_name: "Other things" }),
        row({ lat: 10 }),
        { status: "open" },
      ],
    }),
  );
  const result = await read(to, name, { apply: false });
  expect(result).toMatchObject({
    ...{ kind: "done", runId: null, rows: 5 },
    counts: { created: 1, "waiting:X:9 (Other things)": 2, "skipped:outside": 1, unreadable: 1 },
  });
  expect(result.kind === "done" && tellCounts(requestsKind, result.counts, result.samples)).toEqual([
    "1 taken in",
    `  D-1, Kerbs, 2019-03-01T10:00:00.000Z: “Kerbs problem” in ${to.category.name}, Open, at 54.6, 2.3`,
    "2 waiting for a category: X:9 (Other things)",
    ...Array.from({ length: 2 }, () => expect.stringContaining("Nobody has said yet")),
    "1 left out: Outside of the body’s areas",
    expect.stringContaining("Outside of the body’s areas"),
    "1 could not be read",
    expect.stringContaining('"open"'),
  ]);
  expect(await reportsOf(to)).toEqual([]);
  expect(await db.historyRun.count({ where: { connectionId: to.connection.id } })).toBe(0);
  expect(await db.deadLetter.count({ where: { connectionId: to.connection.id } })).toBe(0);
});

test("what is applied belongs to its run, is read once, and goes on where it stopped", async () => {
  const to = await makeImporting();
  const rows = Array.from({ length: 30 }, () => row());
  const name = file(rows.map((one) => JSON.stringify(one)).join("\n"));
  const stop = new AbortController();
  const paused = await read(to, name, { together: 20, signal: stop.signal, onProgress: () => stop.abort() });
  expect(paused).toMatchObject({ kind: "paused", rows: 20, counts: { created: 20 } });
  const done = await read(to, name);
  expect(done).toMatchObject({
    ...{ kind: "done", rows: 30 },
    counts: { created: 30 },
  });
  const made = await db.report.groupBy({
    by: ["historyRunId"],
    where: { reporterId: to.user.id },
    _count: true,
  });
  expect(made).toEqual([{ historyRunId: done.kind === "done" && done.runId, _count: 30 }]);
  expect(await read(to, name)).toMatchObject({ kind: "already", counts: { created: 30 } });
});

test("CSV is read with whatever delimiter, case and encoding, and a row of too many cells is kept for a person", async () => {
  const to = await makeImporting();
  const csv = [
    '\uFEFFService Request ID;STATUS;service_code;Requested_Datetime;Lat;Long;Description;"Title"',
    'C-1;closed;KRB-7;2018-01-02T03:04:05Z;54,6;2,3;"Stra\u00dfe; kaputt\n""ganz""";Kerb',
    "",
    "C-2;open;KRB-7;2018-01-02T03:04:05Z;54.6;2.3;one;two;three",
    "C-3;open;KRB-7;2018-01-02T03:04:05Z;54.6;2.3",
  ].join("\r\n");
  const result = await read(to, file(csv));
  expect(result).toMatchObject({ kind: "done", rows: 3, counts: { created: 2, unreadable: 1 } });
  expect(await importedAs(to.body, { serviceRequestId: "C-1" })).toMatchObject({
    report: { title: "Kerb", detail: 'Stra\u00dfe; kaputt\n"ganz"', lat: 54.6, state: "fixed_council" },
  });
  expect(await db.deadLetter.findMany({ where: { connectionId: to.connection.id } })).toMatchObject([
    { kind: "requests", payload: { unreadable: expect.stringContaining("three") } },
  ]);
  const latin =
    "service_request_id,service_code,requested_datetime,lat,long,description\nC-4,KRB-7,2018-01-02,54.6,2.3,Caf\u00e9";
  expect(await read(to, file(Buffer.from(latin, "latin1")))).toMatchObject({ counts: { created: 1 } });
  expect(await importedAs(to.body, { serviceRequestId: "C-4" })).toMatchObject({
    report: { detail: "Caf\u00e9" },
  });
});

test("CSV that was cut off inside of quotes is read as far as it goes, and says so", async () => {
  const to = await makeImporting();
  const csv =
    'service_request_id,service_code,requested_datetime,lat,long\nC-5,KRB-7,2018-01-02,54.6,2.3\nC-6,"KRB';
  expect(await read(to, file(csv))).toMatchObject({
    ...{ kind: "failed", rows: 1, counts: { created: 1 } },
    fault: expect.stringContaining("cut off"),
  });
});

test("a run is taken back as one, with what its back end has said since; what somebody had to do with stays", async () => {
  const to = await makeImporting();
  const runId = await readIn(to, [row(), row({ media_url: "https://c.example/1.jpg" }), row(), row(), row()]);
  const [plain, told, followed, answered, edited] = await reportsOf(to);
  if (!plain || !told || !followed || !answered || !edited) throw new Error("They are not there.");
  const { externalId } = await db.delivery.findFirstOrThrow({ where: { reportId: told.id } });
  const said: RequestUpdate = {
    ...{ updateId: "U-1", serviceRequestId: externalId ?? "", status: "fixed", description: "Done." },
    ...{ updatedDatetime: new Date("2026-05-12T11:00:00Z"), mediaUrls: [], extras: {} },
  };
  await takeUpdates(to.connection, [said], { now });
  expect(await db.update.count({ where: { reportId: told.id, origin: "backend" } })).toBe(1);
  const somebody = await makeUser();
  await db.alert.create({ data: { kind: "report", reportId: followed.id, userId: somebody.id } });
  await db.update.create({
    data: { reportId: answered.id, origin: "citizen", userId: somebody.id, text: "Still so." },
  });
  await db.auditEntry.create({
    data: { actorKind: "staff", userId: somebody.id, action: "report.edit", reportId: edited.id },
  });
  const other = makeRequest();
  await takeRequests(to.connection, [other], { now });

  const counts = { kind: "done", reports: 2, kept: 3, waiting: 0 };
  expect(await undo(runId, false)).toMatchObject(counts);
  expect(await reportsOf(to)).toHaveLength(6);
  expect(await undo(runId)).toMatchObject(counts);
  const left = (await reportsOf(to)).map(({ id }) => id);
  expect(left).toEqual([followed.id, answered.id, edited.id, expect.any(Number)]);
  expect(await importedAs(to.body, other)).not.toBeNull();
  const gone = { reportId: { in: [plain.id, told.id] } };
  expect(await Promise.all([db.delivery.count({ where: gone }), db.update.count({ where: gone })])).toEqual([
    0, 0,
  ]);
  expect(await db.historyRun.findUnique({ where: { id: runId } })).toMatchObject({ undoneAt: later });
  expect(
    await db.auditEntry.findMany({ where: { action: "history.undo" }, orderBy: { id: "asc" } }),
  ).toMatchObject([
    { connectionId: to.connection.id, subject: { historyRunId: runId, state: "begun" } },
    { bodyId: to.body.id, subject: { state: "done" }, after: { reports: 2, kept: 3 } },
  ]);
});

test("what was taken back can be read in once more, from its beginning", async () => {
  const to = await makeImporting();
  const name = file(JSON.stringify([row(), row()]));
  const { runId } = await read(to, name);
  await undo(runId ?? 0);
  expect(await reportsOf(to)).toEqual([]);
  expect(await read(to, name)).toMatchObject({ kind: "done", runId, counts: { created: 2 } });
  expect(await db.historyRun.findUnique({ where: { id: runId ?? 0 } })).toMatchObject({
    undoneAt: null,
    done: 2,
  });
});

test("what a run left waiting belongs to it, whether it comes in later or not; what a pull saw too stays", async () => {
  const to = await makeImporting();
  const rows = [row({ service_code: "A" }), row({ service_code: "B" }), row({ service_code: "B" })];
  const runId = await readIn(to, rows);
  const poll = await db.poll.create({ data: { connectionId: to.connection.id, kind: "requests" } });
  const seen = makeRequest({ serviceRequestId: rows[2]?.service_request_id ?? "", serviceCode: "B" });
  await takeRequests(to.connection, [seen], { now, pollId: poll.id });
  await db.serviceCodeMatch.updateMany({
    where: { connectionId: to.connection.id, code: "A" },
    data: { categoryId: to.category.id },
  });
  expect(await takeWaiting(to.connection.id, { now })).toMatchObject({ created: 1 });
  expect(await reportsOf(to)).toMatchObject([{ historyRunId: runId }]);

  expect(await undo(runId)).toMatchObject({ reports: 1, kept: 0, waiting: 1 });
  const open = { connectionId: to.connection.id, waitsFor: { not: null } };
  expect(await db.deadLetter.findMany({ where: open })).toMatchObject([{ pollId: poll.id, waitsFor: "B" }]);
});

test("a file that is being read is not taken back meanwhile, nor is one of updates", async () => {
  const to = await makeImporting();
  const runId = await readIn(to, [row()]);
  const until = new Date(Date.now() + 60_000);
  await db.historyRun.update({ where: { id: runId }, data: { state: "running", leasedUntil: until } });
  expect(await undo(runId).catch(failure)).toMatchObject({ code: "conflict" });
  await db.historyRun.update({ where: { id: runId }, data: { kind: "updates", leasedUntil: null } });
  expect(await undo(runId).catch(failure)).toMatchObject({ code: "invalid" });
  expect(await undo(999_999).catch(failure)).toMatchObject({ code: "not_found" });
  expect(await reportsOf(to)).toHaveLength(1);
});
