import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { packSettings } from "@/lib/bodies/connections";
import { db, disconnect } from "@/lib/db";
import { planReport } from "@/lib/delivery/plan-report";
import { sweep } from "@/lib/delivery/sweep";
import { provideEnv } from "@/lib/env";
import { joinEmbeddedPostgres } from "@/lib/postgres/embedded";
import { migrate } from "@/lib/postgres/prepare";
import { type Council, startCouncil } from "@/lib/testing/council";
import { testDatabaseUrl } from "@/lib/testing/database";
import {
  makeArea,
  makeBody,
  makeCategory,
  makeConnection,
  makeContact,
  makeReport,
} from "@/lib/testing/factories";

const REPORTS = 120;
const ends: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

function startWorker(): ChildProcess {
  const worker = spawn(process.execPath, ["--import", "tsx", "jobs/main.ts"], {
    stdio: "ignore",
    env: { ...process.env, LEASE_SECONDS: "2", WORKER_CONCURRENCY: "8" },
    detached: true,
  });
  ends.push(() => kill(worker));
  return worker;
}

/** `kill -9` of the worker and whatever belongs to it. */
async function kill(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null || !worker.pid) return;
  const gone = new Promise((resolve) => worker.once("exit", resolve));
  process.kill(-worker.pid, "SIGKILL");
  await gone;
}

async function town(council: Council) {
  const area = await makeArea();
  const body = await makeBody({ areas: [area] });
  const settings = packSettings("open311", { endpoint: council.url, apiKey: council.apiKey });
  await makeConnection({ bodyId: body.id, asDefault: true, method: "open311", ...settings });
  const category = await makeCategory();
  await makeContact({
    bodyId: body.id,
    categoryId: category.id,
    destination: "TRE-2",
    questions: [{ code: "fixmystreet_id", description: "Our number", automated: "server_set" }],
  });
  return async () => {
    const report = await makeReport({ categoryId: category.id, areas: { create: { areaId: area.id } } });
    await db.$transaction((tx) => planReport(tx, report.id));
    return report.id;
  };
}

/** Looks after the rows as the schedule does, only more often, until every one of these reports has come to its end. */
async function settle(reportIds: readonly number[]): Promise<{ sent: number[]; unclear: number[] }> {
  for (const deadline = Date.now() + 90_000; ; await sleep(250)) {
    await sweep(new Date()).catch(() => {});
    const rows = await db.delivery
      .findMany({ where: { reportId: { in: [...reportIds] } }, select: { reportId: true, state: true } })
      .catch(() => []);
    const of = (state: string) => rows.filter((row) => row.state === state).map(({ reportId }) => reportId);
    const result = { sent: of("sent"), unclear: of("unclear") };
    if (result.sent.length + result.unclear.length === reportIds.length) return result;
    if (Date.now() > deadline)
      throw new Error(
        `Not settled: ${JSON.stringify(rows.filter(({ state }) => state !== "sent" && state !== "unclear").slice(0, 5))}`,
      );
  }
}

const acceptedIds = (council: Council) =>
  council.received.map(({ attributes }) => Number(attributes.fixmystreet_id?.[0]));

function expectExactlyOnce(
  council: Council,
  reportIds: readonly number[],
  { sent, unclear }: { sent: number[]; unclear: number[] },
): void {
  expect(council.duplicates(), "no report is taken twice").toEqual([]);
  const accepted = new Set(acceptedIds(council));
  expect(
    sent.filter((id) => !accepted.has(id)),
    "what stands as sent was taken",
  ).toEqual([]);
  const named = new Set([...sent, ...unclear]);
  expect(
    reportIds.filter((id) => !named.has(id)),
    "none is forgotten",
  ).toEqual([]);
}

test("kill -9 of the worker in the middle of sending many reports: each is taken exactly once, or stands named unclear", {
  timeout: 180_000,
}, async () => {
  provideEnv({ DATABASE_URL: testDatabaseUrl });
  const council = await startCouncil();
  ends.push(() => council.close());
  // Taken at once, answered slowly: the worst moment to die in.
  council.fault({ on: "post-request", kind: "slow-drip", bytes: 40, everyMs: 10 });
  const report = await town(council);
  const reportIds: number[] = [];
  for (let n = 0; n < REPORTS; n++) reportIds.push(await report());
  const first = startWorker();
  await council.until(({ received }) => received.length >= REPORTS / 4, 60_000);
  await kill(first);
  const takenByFirst = council.received.length;
  expect(takenByFirst).toBeLessThan(REPORTS);
  startWorker();
  const settled = await settle(reportIds);
  expectExactlyOnce(council, reportIds, settled);
  expect(council.received.length).toBeGreaterThan(takenByFirst);
  // In doubt can only be what eight calls had on their way, and the eight answers that may wait to be written down.
  expect(settled.unclear.length).toBeLessThanOrEqual(16);
});

test("PostgreSQL gone for some seconds under load: nothing lost, nothing twice", {
  timeout: 240_000,
}, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "mendline-outage-"));
  ends.push(() => rmSync(folder, { recursive: true, force: true }));
  let server = await joinEmbeddedPostgres({ folder });
  ends.push(() => server.release());
  const url = server.urlOf("postgres");
  await disconnect();
  provideEnv({ DATABASE_URL: url });
  ends.push(async () => {
    await disconnect();
    provideEnv({ DATABASE_URL: testDatabaseUrl });
  });
  await migrate();
  const council = await startCouncil();
  ends.push(() => council.close());
  const report = await town(council);
  startWorker();

  const promised: number[] = [];
  let loading = true;
  const load = (async () => {
    while (loading) {
      // A citizen who gets an error knows; only what was confirmed is promised.
      await report().then(
        (id) => promised.push(id),
        () => {},
      );
      // A busy hour, not as many as the machine can make: all of them have to arrive in the end.
      await sleep(50);
    }
  })();
  await council.until(({ received }) => received.length >= 20, 60_000);
  await server.release();
  await sleep(5_000);
  server = await joinEmbeddedPostgres({ folder, port: Number(new URL(url).port) });
  const before = promised.length;
  await expect.poll(() => promised.length, { timeout: 30_000 }).toBeGreaterThan(before + 20);
  loading = false;
  await load;
  expectExactlyOnce(council, promised, await settle(promised));
});
