import pg from "pg";
import { seedBody, seedReports } from "@/jobs/bench/town";
import { packSettings } from "@/lib/bodies/connections";
import { db } from "@/lib/db";
import type { RequestUpdate } from "@/lib/open311/documents";
import { takeUpdates } from "@/lib/sync/updates/take-updates";

/** Items of a poll; the first warms up. */
const sizes = [500, 1_000, 10_000];

/**
 * Updates taken in per second, by one process, on a database of so many reports: a poll whose items are all new, then the same items
 * seen again; with statements per item and memory. Only taking in: what asking and reading an answer cost is not in it.
 */
export async function benchUpdates(reports: number): Promise<void> {
  const connectionId = await seed(reports);
  const rows = [];
  for (const size of sizes) {
    const items = pollOf(size);
    const fresh = await measure(connectionId, items);
    const again = await measure(connectionId, items);
    if (size === sizes[0]) continue;
    rows.push({
      ...{ reports: known.toLocaleString("en"), items: size, created: fresh.created },
      ...{
        "new/s": fresh.rate,
        "statements/item": fresh.statements,
        "RSS (MB)": `${fresh.begun}–${fresh.memory}`,
      },
      ...{ "seen again/s": again.rate, "statements/item again": again.statements, again: again.created },
    });
    console.log(JSON.stringify(rows.at(-1)));
  }
  console.log("\nTaking updates in, one process");
  console.table(rows);
}

async function measure(connectionId: number, items: readonly RequestUpdate[]) {
  const statements = countStatements();
  const begun = process.memoryUsage().rss;
  let memory = begun;
  const watch = setInterval(() => {
    memory = Math.max(memory, process.memoryUsage().rss);
  }, 50);
  const started = performance.now();
  const taken = await takeUpdates({ id: connectionId }, items, { now: new Date() });
  const seconds = (performance.now() - started) / 1000;
  clearInterval(watch);
  return {
    created: taken.filter(({ kind }) => kind === "created").length,
    rate: Math.round(items.length / seconds),
    statements: Number((statements.stop() / items.length).toFixed(3)),
    begun: Math.round(begun / 2 ** 20),
    memory: Math.round(memory / 2 ** 20),
  };
}

/** Counts what goes to the database, whoever asks. */
function countStatements(): { stop: () => number } {
  const { query } = pg.Client.prototype;
  let count = 0;
  pg.Client.prototype.query = function counted(this: pg.Client, ...told: Parameters<typeof query>) {
    count++;
    return query.apply(this, told);
  } as typeof query;
  return {
    stop: () => {
      pg.Client.prototype.query = query;
      return count;
    },
  };
}

const words = ["open", "investigating", "in_progress", "planned", "closed", "unchanged"];
let polls = 0;

/** As back ends tell: mostly words, often a state, each about another report. */
function pollOf(size: number): RequestUpdate[] {
  const poll = ++polls;
  return Array.from({ length: size }, (_, n) => ({
    updateId: `bench-${poll}-${n}`,
    serviceRequestId: `E-${(n * 7919 + poll) % known}`,
    status: words[n % words.length],
    updatedDatetime: new Date(Date.now() - (size - n) * 100),
    description:
      n % 5 === 0 ? undefined : `The crew has been told, number ${n}. It will look at it within five days.`,
    mediaUrls: n % 50 === 0 ? [`https://council.example/photo/${n}.jpg`] : [],
    extras: n % 10 === 0 ? { detailed_information: "Depth 4 cm", crew: "B" } : {},
    ...(n % 4 === 0 && { externalStatusCode: `C${n % 7}` }),
  }));
}

let known = 1;

/** Made one by one; the others are copies, made where they are kept: that takes no memory of ours, which is measured. */
const originals = 5_000;

async function multiply(wanted: number): Promise<void> {
  const step = 50_000;
  for (let have = await db.report.count(); have < wanted; have += step) {
    await db.$executeRaw`
      insert into "Report" (visibility, state, "categoryId", title, detail, lat, lon, cell, "createdAt", "confirmedAt", "updatedAt")
      select r.visibility, r.state, r."categoryId", r.title, r.detail, r.lat, r.lon, r.cell, r."createdAt" - past, r."confirmedAt" - past,
        r."updatedAt" - past
      from (select * from "Report" order by id limit ${originals}::int) r, generate_series(1, ${step / originals}::int) n,
        lateral (select (${have}::int + n) * interval '1 second' as past) p
      limit ${Math.min(step, wanted - have)}::int`;
  }
}

async function seed(reports: number): Promise<number> {
  const endpoint = "http://127.0.0.1:1";
  const { categoryId, areaId } = await seedBody(endpoint, "none");
  await seedReports(Math.min(reports, originals), categoryId, areaId);
  await multiply(reports);
  await db.$executeRaw`truncate "Update" cascade`;
  await db.$executeRaw`delete from graphile_worker._private_jobs`;
  const body = await db.body.findUniqueOrThrow({ where: { slug: "bench" } });
  const connectionId = body.defaultConnectionId ?? 0;
  await db.connection.update({
    where: { id: connectionId },
    data: packSettings("open311", { endpoint, extendedStatuses: true, blankUpdatesPermitted: true }),
  });
  const user = await db.user.upsert({
    where: { email: "updates@bench.example" },
    update: {},
    create: { email: "updates@bench.example", name: "Bench Council", bodyId: body.id },
  });
  await db.body.update({ where: { id: body.id }, data: { updatesUserId: user.id } });
  await db.responseTemplate.upsert({
    where: { bodyId_title: { bodyId: body.id, title: "Planned" } },
    update: {},
    create: {
      ...{ bodyId: body.id, title: "Planned", text: "It is planned. {{description}}", state: "planned" },
      autoResponse: true,
    },
  });
  await db.$executeRaw`truncate "Delivery" cascade`;
  await db.$transaction(
    (tx) => tx.$executeRaw`
      insert into "Delivery" ("reportId", "bodyId", "connectionId", method, state, "externalId", "sentAt", "firstSentAt")
      select id, ${body.id}, ${connectionId}, 'open311', 'sent', 'E-' || (row_number() over (order by id) - 1),
        "createdAt" + interval '1 minute', "createdAt" + interval '1 minute' from "Report"`,
    { timeout: 600_000 },
  );
  known = await db.delivery.count();
  await db.$executeRaw`vacuum analyze "Delivery"`;
  await db.$executeRaw`vacuum analyze "Update"`;
  return connectionId;
}
