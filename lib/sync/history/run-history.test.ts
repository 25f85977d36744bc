import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import "@/lib/testing/database";
import { packSettings } from "@/lib/bodies/connections";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { type HistoryOptions, runHistory } from "@/lib/sync/history/run-history";
import { tellCounts } from "@/lib/sync/history/tell-counts";
import { updatesKind } from "@/lib/sync/history/updates-kind";
import { makeBody, makeConnection, makeDelivery, makeReport, makeUser } from "@/lib/testing/factories";

const folder = mkdtempSync(path.join(tmpdir(), "history-"));
afterAll(() => rmSync(folder, { recursive: true }));
const now = new Date("2026-05-12T12:00:00Z");
const window = { start: new Date("2010-01-01T00:00:00Z"), end: now };

let last = 0;
function file(content: string | Buffer): string {
  const name = path.join(folder, `file-${++last}`);
  writeFileSync(name, content);
  return name;
}
const row = (request: string, more: object = {}) => ({
  ...{ update_id: `h${++last}`, service_request_id: request, updated_datetime: "2026-03-01T10:00:00Z" },
  ...{ status: "investigating", description: `Said long ago, number ${last}` },
  ...more,
});

async function council() {
  const body = await makeBody({ updatesUserId: (await makeUser()).id });
  const connection = await makeConnection({
    ...{ bodyId: body.id, method: "open311" },
    ...packSettings("open311", { endpoint: "https://council.example" }),
  });
  const report = await makeReport({ updatedAt: new Date("2026-02-01T08:00:00Z") });
  const [sentAt, externalId] = [new Date("2026-02-01T08:00:00Z"), `S-${++last}`];
  await makeDelivery({
    ...{ reportId: report.id, bodyId: body.id, connectionId: connection.id, method: "open311" },
    ...{ state: "sent", externalId, firstSentAt: sentAt, sentAt },
  });
  return { body, connection, report, externalId };
}
type Council = Awaited<ReturnType<typeof council>>;

const run = ({ connection }: Council, name: string, more: Partial<HistoryOptions> = {}) =>
  runHistory(updatesKind, { connectionId: connection.id, file: name, apply: true, now, window, ...more });
const written = ({ report }: Council) => db.update.findMany({ where: { reportId: report.id } });
const runOf = ({ connection }: Council) =>
  db.historyRun.findFirst({ where: { connectionId: connection.id } });
const failure = (error: unknown) => error;

let ours: Council;
beforeAll(async () => {
  ours = await council();
});

test("a dry run tells what would happen, and writes nothing", async () => {
  const rows = [
    row(ours.externalId, { status: "fixed" }),
    row("S-unknown"),
    row(ours.externalId, { updated_datetime: "2009-01-01T00:00:00Z" }),
    { update_id: "u", status: "no date" },
  ];
  const result = await run(ours, file(JSON.stringify(rows)), { apply: false });
  expect(result).toMatchObject({
    ...{ kind: "done", rows: 4, fault: null },
    counts: { created: 1, "skipped:unknown_report": 1, "skipped:out_of_window": 1, unreadable: 1 },
  });
  expect(result.kind === "done" && tellCounts(updatesKind, result.counts, result.samples)).toEqual([
    "1 taken in",
    expect.stringMatching(/^ {2}h\d+, about S-\d+, 2026-03-01T10:00:00.000Z: Taken in. “fixed” means Fixed/),
    expect.stringMatching(/^1 left out: Said outside/),
    expect.stringContaining("2009-01-01"),
    "1 left out: None of the body’s reports has that number.",
    expect.stringContaining("about S-unknown"),
    "1 could not be read",
    expect.stringContaining('"no date"'),
  ]);
  expect(await written(ours)).toEqual([]);
  expect(await db.report.findUnique({ where: { id: ours.report.id } })).toMatchObject({ state: "confirmed" });
  expect([await runOf(ours), await db.deadLetter.count()]).toEqual([null, 0]);
});

test("what is applied is written in silence, and read only once", async () => {
  const to = await council();
  await db.alert.create({
    data: { kind: "report", reportId: to.report.id, userId: (await makeUser()).id, confirmedAt: now },
  });
  const text = `<?xml version="1.0" encoding="ISO-8859-1"?><service_request_updates>${[1, 2]
    .map(
      (
        n,
      ) => `<request_update><update_id>x${n}</update_id><service_request_id>${to.externalId}</service_request_id>
          <updated_datetime>2026-03-0${n}T10:00:00Z</updated_datetime><status>fixed</status>
          <description>Stra\u00dfe ${n}</description></request_update>`,
    )
    .join("")}<request_update><update_id>3</update_id></request_update></service_request_updates>`;
  // As its first line says, and not in UTF-8.
  const latin = file(Buffer.from(text, "latin1"));
  expect(await run(to, latin)).toMatchObject({ kind: "done", counts: { created: 2, unreadable: 1 } });
  const updates = await written(to);
  expect(updates).toMatchObject([
    { silent: true, text: "Straße 1", newState: "fixed_council" },
    { silent: true, text: "Straße 2" },
  ]);
  expect(await db.report.findUnique({ where: { id: to.report.id } })).toMatchObject({
    ...{ state: "fixed_council", updatedAt: new Date("2026-03-02T10:00:00Z") },
  });
  const nudges = await db.$queryRaw<unknown[]>`
    select 1 from graphile_worker.jobs where task_identifier = 'send-alerts'`;
  expect(nudges).toEqual([]);
  expect(await db.deadLetter.count({ where: { connectionId: to.connection.id } })).toBe(1);
  expect(await runOf(to)).toMatchObject({ state: "done", done: 3, counts: { created: 2, unreadable: 1 } });
  expect(await db.auditEntry.findFirst({ where: { connectionId: to.connection.id } })).toMatchObject({
    ...{ action: "history.read", actorName: "history", bodyId: to.body.id },
  });

  expect(await run(to, latin)).toMatchObject({ kind: "already", counts: { created: 2 } });
  expect(await run(to, latin, { again: true })).toMatchObject({ kind: "done", counts: { known: 2 } });
  expect(await written(to)).toHaveLength(2);
});

test("a file that is paused goes on where it stopped, and one row in many that is bad spoils no other", async () => {
  const to = await council();
  const lines = Array.from({ length: 2_500 }, () => JSON.stringify(row("S-unknown")));
  lines[10] = JSON.stringify(row(to.externalId));
  lines[1_500] = '{"update_id": nonsense, "x": "y"}';
  lines[2_400] = JSON.stringify(row(to.externalId, { updated_datetime: "2026-04-01T10:00:00Z" }));
  const name = file(lines.join("\n"));
  const stop = new AbortController();
  const paused = await run(to, name, { signal: stop.signal, onProgress: () => stop.abort() });
  expect(paused).toMatchObject({ kind: "paused", rows: 1_000 });
  expect(await runOf(to)).toMatchObject({ state: "paused", done: 1_000 });
  expect(await written(to)).toHaveLength(1);

  const resumed: number[] = [];
  const done = await run(to, name, { onResume: (rows) => resumed.push(rows) });
  expect(resumed).toEqual([1_000]);
  expect(done).toMatchObject({
    ...{ kind: "done", rows: 2_500 },
    counts: { created: 2, "skipped:unknown_report": 2_497, unreadable: 1 },
  });
  expect(await written(to)).toHaveLength(2);
});

test("two who read the same file at the same time do not count on each other's heads", async () => {
  const to = await council();
  const { connection } = to;
  const inBetween: typeof updatesKind = {
    ...updatesKind,
    async take(...some) {
      await db.historyRun.updateMany({ where: { connectionId: connection.id }, data: { done: 1_500 } });
      return updatesKind.take(...some);
    },
  };
  const options = {
    connectionId: connection.id,
    file: file(JSON.stringify([row("S")])),
    apply: true,
    now,
    window,
  };
  const error = await runHistory(inBetween, options).catch(failure);
  expect(error).toBeInstanceOf(DomainError);
  expect(error).toMatchObject({ code: "conflict" });
  expect(await runOf(to)).toMatchObject({ state: "running", done: 1_500 });
});

test("a file that was cut off is read as far as it goes, and says so", async () => {
  const to = await council();
  const text = `[${JSON.stringify(row(to.externalId))},{"update_id":"half`;
  expect(await run(to, file(text))).toMatchObject({
    ...{ kind: "failed", rows: 1, counts: { created: 1 } },
    fault: expect.stringContaining("cut off"),
  });
  expect(await runOf(to)).toMatchObject({
    state: "failed",
    done: 1,
    error: expect.stringContaining("cut off"),
  });
  expect(await run(to, file("what,status\n1,open"))).toMatchObject({
    fault: expect.stringMatching(/^The file is neither JSON nor XML/),
  });
  expect(await run(to, file("{}"))).toMatchObject({ counts: { unreadable: 1 } });
  expect(await run(to, file("[]"))).toMatchObject({ fault: "There is not a single row in this file." });
});

test("a file is not read for a body that has nobody to say what is in it", async () => {
  const mute = await makeConnection({ method: "open311" });
  const options = { connectionId: mute.id, file: file("[]"), apply: true, now, window };
  expect(await runHistory(updatesKind, options).catch(failure)).toMatchObject({ code: "invalid" });
  const unknown = await runHistory(updatesKind, { ...options, connectionId: 999_999 }).catch(failure);
  expect(unknown).toMatchObject({ code: "not_found" });
});
