import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import autocannon from "autocannon";
import pg from "pg";
import { buildBareRoute } from "@/jobs/bench/bare-route";
import { percentile, until } from "@/jobs/bench/measure";
import { cpuSecondsOf, ended, residentOf } from "@/jobs/bench/processes";
import { rowsAsJson } from "@/jobs/bench/published-rows";
import { seedPublishedTown } from "@/jobs/bench/published-town";
import { buildIfNeeded } from "@/jobs/build";
import { freePort } from "@/jobs/ports";
import { hashClientKey } from "@/lib/clients/client-key";
import { db } from "@/lib/db";
import { env, rawEnv } from "@/lib/env";

const rowsOfPage = 1000;
const key = "mk_bench";
const seconds = 10;

/**
 * The Open311 server with so many reports: pages of 1,000 requests as JSON and XML from one web process, the newest and from anywhere
 * in the list, beside what PostgreSQL alone needs for the same rows as JSON; and the list of services beside a bare route of Next.
 */
export async function benchOpen311(reports: number): Promise<void> {
  await buildIfNeeded(console.log);
  await seedPublishedTown(reports);
  await seedClient();
  const alone = await postgresAlone();
  const site = await startWeb(process.cwd());
  const base = `${site.base}/open311/v2`;
  // Before the pages: a process that has just made megabytes of them is a slower one.
  const bytes = await (await fetch(`${base}/services.xml`)).text();
  const services = [
    { what: "services.xml", ...(await load(site, base, ["/services.xml"], 10)) },
    { what: "robots.txt, the least this site does", ...(await load(site, site.base, ["/robots.txt"], 10)) },
  ];
  const spread = await cursors();
  const pages = [];
  for (const [name, paths] of Object.entries({
    "requests.json, newest": ["/requests.json"],
    "requests.xml, newest": ["/requests.xml"],
    "requests.json, anywhere": spread.map((cursor) => `/requests.json?cursor=${cursor}`),
    "requests.xml, anywhere": spread.map((cursor) => `/requests.xml?cursor=${cursor}`),
  })) {
    for (const connections of [1, 10]) {
      pages.push({ page: name, ...(await load(site, base, paths, connections, alone)) });
      console.log(JSON.stringify(pages.at(-1)));
    }
  }
  console.log(`\nPages of ${rowsOfPage} requests of ${reports.toLocaleString("en")}, one web process`);
  console.log(`PostgreSQL alone, the same rows as JSON: ${alone.toFixed(1)} ms (median)`);
  console.table(pages);
  await ended(site.web);
  const bare = await startWeb(buildBareRoute(bytes));
  services.push({ what: "a Next project of one route", ...(await load(bare, bare.base, ["/bare"], 10)) });
  await ended(bare.web);
  console.log(`\nThe list of services (${bytes.length.toLocaleString("en")} bytes) beside a bare route`);
  console.table(services);
}

type Site = { web: ChildProcess; base: string };

/** One web process over what is built in a folder. */
async function startWeb(folder: string): Promise<Site> {
  const port = await freePort(3300);
  const web = spawn(process.execPath, [path.resolve("jobs/web.mjs")], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...rawEnv(), PORT: String(port) },
  });
  const base = `http://127.0.0.1:${port}`;
  await until(() =>
    fetch(base).then(
      () => true,
      () => false,
    ),
  );
  return { web, base };
}

async function load(
  { web }: Site,
  base: string,
  paths: readonly string[],
  connections: number,
  alone?: number,
) {
  const pid = web.pid ?? 0;
  const headers = { "x-api-key": key };
  const run = (duration: number) =>
    autocannon({
      ...{ url: base, connections, duration, headers },
      requests: paths.map((one) => ({
        method: "GET" as const,
        path: (base + one).slice(new URL(base).origin.length),
      })),
    });
  await run(2);
  let most = residentOf(pid);
  const watch = setInterval(() => {
    most = Math.max(most, residentOf(pid));
  }, 100);
  const cpu = cpuSecondsOf(pid);
  const result = await run(seconds);
  clearInterval(watch);
  const answered = result["2xx"];
  return {
    connections,
    "requests/s": Number((answered / seconds).toFixed(1)),
    ...{ "p50 (ms)": result.latency.p50, "p99 (ms)": result.latency.p99 },
    "CPU (ms)": Number((((cpuSecondsOf(pid) - cpu) * 1000) / answered).toFixed(1)),
    ...(alone !== undefined && { "times PostgreSQL": Number((result.latency.p50 / alone).toFixed(1)) }),
    kB: Math.round(result.throughput.total / Math.max(1, result.requests.total) / 1024),
    "most RSS (MB)": most,
    failed: result.non2xx + result.errors,
  };
}

/** A caller that may go as fast as it can. */
async function seedClient(): Promise<void> {
  const data = { name: "Bench", may: [], keyHash: hashClientKey(key), callsPerMinute: 1_000_000_000 };
  await db.apiClient.upsert({ where: { name: data.name }, update: data, create: data });
}

/** Twenty places all over the list. */
async function cursors(): Promise<string[]> {
  const total = await db.report.count();
  const rows = await db.$queryRaw<{ at: Date; id: number }[]>`
    select "confirmedAt" as at, id from "Report" where id % ${Math.max(1, Math.floor(total / 20))}::int = 1 limit 20`;
  return rows.map(({ at, id }) => `${at.getTime()}-${id}`);
}

/** Milliseconds until the newest page of rows is here as one JSON text, over one connection. */
async function postgresAlone(): Promise<number> {
  const client = new pg.Client({ connectionString: env.DATABASE_URL });
  await client.connect();
  const times: number[] = [];
  for (let n = 0; n < 60; n++) {
    const started = performance.now();
    await client.query(rowsAsJson, [rowsOfPage]);
    if (n >= 10) times.push(performance.now() - started);
  }
  await client.end();
  return percentile(times, 0.5);
}
