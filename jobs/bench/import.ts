import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdirSync, rmSync } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { until } from "@/jobs/bench/measure";
import { residentOf } from "@/jobs/bench/processes";
import { seedBody } from "@/jobs/bench/town";
import { packSettings } from "@/lib/bodies/connections";
import { db } from "@/lib/db";
import { undoRun } from "@/lib/sync/history/undo-run";

/**
 * Years of requests from a file of so many rows, read in by the very command in a process of its own: rows per second and memory. Half
 * way it is killed with `kill -9` and started again: how long until it has come further than it was, and whether all is there once.
 * Then the run is taken back.
 */
export async function benchImport(rows: number): Promise<void> {
  const connectionId = await seed();
  const file = await writeFile(rows);
  const before = start(file, connectionId);
  await until(async () => (await doneOf(connectionId)) >= rows / 2, 3_600_000, 100);
  await kill(before.child);
  const half = { done: await doneOf(connectionId), ms: await runningMs(connectionId) };

  const restarted = performance.now();
  const after = start(file, connectionId);
  await until(async () => (await doneOf(connectionId)) > half.done, 600_000, 20);
  const resumed = performance.now();
  await once(after.child, "exit");
  rmSync(file);
  const seconds = (half.ms + performance.now() - resumed) / 1000;
  const [reports, run] = await Promise.all([db.report.count(), runOf(connectionId)]);

  const undoing = performance.now();
  const undone = await undoRun({ runId: run.id, apply: true, now: new Date() });
  console.log("\nYears of requests from a file, one process, killed half way");
  console.table([
    {
      ...{ rows: rows.toLocaleString("en"), reports, state: run.state, "rows/s": Math.round(rows / seconds) },
      "RSS (MB), at most": `${before.memory()}, ${after.memory()}`,
      "until further than before kill -9 (s)": ((resumed - restarted) / 1000).toFixed(1),
      "taken back": undone.reports,
      "taken back/s": Math.round((undone.reports / (performance.now() - undoing)) * 1000),
    },
  ]);
}

/** As the script `history` in package.json: what is read is let go at once, instead of when the machine has no room any more. */
const sparingly = ["--max-semi-space-size=4", "--heap-growing-percent=30"];

function start(file: string, connectionId: number): { child: ChildProcess; memory: () => number } {
  const args = ["requests", file, "--connection", String(connectionId), "--apply"];
  const child = spawn(process.execPath, [...sparingly, "--import", "tsx", "jobs/history.ts", ...args], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  let memory = 0;
  const watch = setInterval(() => {
    // None while it is ending.
    const now = child.pid ? residentOf(child.pid) : Number.NaN;
    if (now > memory) memory = now;
  }, 200);
  child.once("exit", () => clearInterval(watch));
  return { child, memory: () => memory };
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

const runOf = (connectionId: number) => db.historyRun.findFirstOrThrow({ where: { connectionId } });

async function doneOf(connectionId: number): Promise<number> {
  return (await db.historyRun.findFirst({ where: { connectionId }, select: { done: true } }))?.done ?? 0;
}

/** How long it took, from its beginning to when it last noted how far it has come. */
async function runningMs(connectionId: number): Promise<number> {
  const { startedAt, updatedAt } = await runOf(connectionId);
  return updatedAt.getTime() - startedAt.getTime();
}

async function seed(): Promise<number> {
  const endpoint = "http://127.0.0.1:1";
  await seedBody(endpoint, "none");
  await db.$executeRaw`truncate "Report", "HistoryRun", "DeadLetter" cascade`;
  const body = await db.body.findUniqueOrThrow({ where: { slug: "bench" } });
  const user = await db.user.upsert({
    where: { email: "updates@bench.example" },
    update: {},
    create: { email: "updates@bench.example", name: "Bench Council", bodyId: body.id },
  });
  await db.body.update({ where: { id: body.id }, data: { updatesUserId: user.id } });
  const connectionId = body.defaultConnectionId ?? 0;
  await db.connection.update({ where: { id: connectionId }, data: packSettings("open311", { endpoint }) });
  return connectionId;
}

/** @returns where a file of so many rows was written, row by row */
async function writeFile(rows: number): Promise<string> {
  const folder = ".data/bench";
  mkdirSync(folder, { recursive: true });
  const file = `${folder}/requests-${rows}.ndjson`;
  await pipeline(Readable.from(lines(rows)), createWriteStream(file));
  return file;
}

const statuses = ["closed", "closed", "open", "in_progress"];

/** As cities' archives are: spread over the town and ten years, most of them closed, one in fifty from elsewhere. */
function* lines(rows: number): Generator<string> {
  const first = Date.UTC(2015, 0, 1);
  const stepMs = (10 * 365 * 86_400_000) / rows;
  for (let n = 0; n < rows; n++) {
    const at = first + n * stepMs;
    const row = {
      ...{ service_request_id: `B-${n}`, service_code: "TRE-2", service_name: "Fallen tree" },
      status: statuses[n % statuses.length],
      description: `A large branch has come down and blocks half of the path, number ${n}.`,
      requested_datetime: new Date(at).toISOString(),
      updated_datetime: new Date(at + 5 * 86_400_000).toISOString(),
      // Two irrational strides fill the box evenly, and the same way each time.
      lat: n % 50 === 0 ? 10 : 54.57 + 0.06 * ((n * 0.618034) % 1),
      long: 2.25 + 0.1 * ((n * 0.754878) % 1),
      address: `${n % 200} High Street`,
    };
    yield `${JSON.stringify(row)}\n`;
  }
}
