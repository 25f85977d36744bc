import { spawn } from "node:child_process";
import autocannon from "autocannon";
import { memoryOf, until } from "@/jobs/bench/measure";
import { seedBody, seedReports } from "@/jobs/bench/town";
import { buildIfNeeded } from "@/jobs/build";
import { freePort } from "@/jobs/ports";
import { db } from "@/lib/db";
import { rawEnv } from "@/lib/env";
import { tileAt } from "@/lib/geo/mercator";

const REPORTS = 100_000;

/** What the site serves with 100,000 reports in the database: one web process, ten connections, ten seconds each. */
export async function benchPages(): Promise<void> {
  await buildIfNeeded(console.log);
  const { categoryId, areaId } = await seedBody("http://127.0.0.1:1/v2", "none");
  await seedReports(REPORTS, categoryId, areaId);
  const port = await freePort(3300);
  const web = spawn(process.execPath, ["jobs/web.mjs"], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...rawEnv(), PORT: String(port) },
  });
  const base = `http://127.0.0.1:${port}`;
  await until(() =>
    fetch(`${base}/api/health`).then(
      (response) => response.ok,
      () => false,
    ),
  );
  const report = await db.report.findFirstOrThrow({
    where: { visibility: "public" },
    orderBy: { id: "desc" },
  });
  const pins = (zoom: number) => {
    const { x, y } = tileAt({ lat: 54.6, lon: 2.3 }, zoom);
    return `/api/pins/${zoom}/${x}/${y}`;
  };
  const rows: Record<string, Record<string, number | string>> = {};
  for (const url of [
    "/",
    "/around",
    "/around?lat=54.6&lon=2.3&zoom=15",
    pins(11),
    pins(14),
    pins(17),
    `/report/${report.id}`,
  ]) {
    await fetch(base + url);
    const result = await autocannon({ url: base + url, connections: 10, duration: 10 });
    rows[url] = {
      "requests/s": Math.round(result.requests.average),
      "p50 (ms)": result.latency.p50,
      "p99 (ms)": result.latency.p99,
      "kB/answer": Number((result.throughput.average / result.requests.average / 1024).toFixed(1)),
      failed: result.non2xx + result.errors,
    };
  }
  console.log(
    `\nPages with ${REPORTS.toLocaleString("en")} reports, one web process (${memoryOf(web.pid ?? 0)} MB after the load)`,
  );
  console.table(rows);
  const ended = new Promise((resolve) => web.once("exit", resolve));
  web.kill("SIGTERM");
  await ended;
}
