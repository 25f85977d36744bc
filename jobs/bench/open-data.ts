import { seedPublishedTown } from "@/jobs/bench/published-town";
import { db } from "@/lib/db";
import { csvOf } from "@/lib/published/open-data/csv";
import { geoJsonOf } from "@/lib/published/open-data/geojson";
import { streamPublished } from "@/lib/published/reports/list-published";
import type { PublishedFilter } from "@/lib/published/reports/published-filter";

const megabyte = 1024 * 1024;
const formats = { CSV: csvOf, GeoJSON: geoJsonOf };

/** Files of open data written to nobody: how fast, and whether memory stays the same however long they are. */
export async function benchOpenData(reports: number): Promise<void> {
  await seedPublishedTown(reports);
  const body = await db.body.findFirstOrThrow({ where: { slug: { startsWith: "open-" } } });
  const files: [string, PublishedFilter][] = [
    ["everything", {}],
    ["one body", { bodyIds: [body.id] }],
  ];
  const rows: Record<string, Record<string, number>> = {};
  for (const [what, filter] of files) {
    for (const [format, write] of Object.entries(formats))
      rows[`${format}, ${what}`] = await measured(filter, write);
  }
  console.log(`\nOpen data of ${reports.toLocaleString("en")} reports`);
  console.table(rows);
}

async function measured(filter: PublishedFilter, write: typeof csvOf) {
  let [count, bytes, most] = [0, 0, 0];
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  const before = process.memoryUsage().rss;
  async function* counted() {
    for await (const batch of streamPublished(filter)) {
      count += batch.length;
      yield batch;
    }
  }
  for await (const piece of write(counted())) {
    bytes += Buffer.byteLength(piece);
    most = Math.max(most, process.memoryUsage().rss);
  }
  const seconds = (performance.now() - began) / 1000;
  const used = process.cpuUsage(cpu);
  return {
    reports: count,
    "reports/s": Math.round(count / seconds),
    MB: Math.round(bytes / megabyte),
    "CPU µs a report": Math.round((used.user + used.system) / count),
    "resident at the start (MB)": Math.round(before / megabyte),
    "at most (MB)": Math.round(most / megabyte),
  };
}
