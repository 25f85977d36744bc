import { until } from "@/jobs/bench/measure";
import {
  cpuSecondsOf,
  ended,
  queueIsEmpty,
  residentOf,
  startPeer,
  startWorker,
} from "@/jobs/bench/processes";
import { seedBody, seedReports } from "@/jobs/bench/town";
import { db } from "@/lib/db";
import { nudgeUpdates } from "@/lib/delivery/updates/nudge";
import { rawEnv } from "@/lib/env";

const WARM_UP = 300;

type Case = {
  updates: number;
  /** How many of them each report has: those go one after the other. */
  each: number;
  answersAfterMs: number;
};

const cases: readonly Case[] = [
  { updates: 1_000, each: 1, answersAfterMs: 0 },
  { updates: 10_000, each: 1, answersAfterMs: 0 },
  { updates: 10_000, each: 10, answersAfterMs: 0 },
  { updates: 1_000, each: 1, answersAfterMs: 200 },
];

/**
 * Updates per second through one worker process to one back end in a process of its own, all due at the start: until each is sent and
 * recorded, and its id kept. `BENCH_CASES=0,2` measures only these.
 */
export async function benchSendUpdates(): Promise<void> {
  const wanted = rawEnv().BENCH_CASES?.split(",").map(Number);
  const rows = [];
  for (const one of wanted ? cases.filter((_, at) => wanted.includes(at)) : cases) {
    rows.push(await measure(one));
    console.log(JSON.stringify(rows.at(-1)));
  }
  console.log("\nPassing updates on, one worker process");
  console.table(rows);
}

async function measure({ updates, each, answersAfterMs }: Case) {
  const { peer, endpoint } = await startPeer(answersAfterMs);
  await seed(endpoint, updates, each);
  const worker = startWorker();
  const pid = worker.pid ?? 0;
  await queue(0, WARM_UP);
  await until(queueIsEmpty);
  await until(nothingDue);
  const memory = { start: residentOf(pid), max: 0 };
  const watch = setInterval(() => {
    memory.max = Math.max(memory.max, residentOf(pid));
  }, 500);
  const cpuBefore = cpuSecondsOf(pid);
  const started = performance.now();
  await queue(WARM_UP, updates);
  await until(nothingDue, 900_000, 100);
  const seconds = (performance.now() - started) / 1000;
  const cpu = cpuSecondsOf(pid) - cpuBefore;
  clearInterval(watch);
  const counts = await fetch(`${endpoint}/counts`).then((response) => response.json());
  const sent = (await db.updateDelivery.count({ where: { state: "sent" } })) - WARM_UP;
  await ended(worker);
  await ended(peer);
  return {
    ...{ updates, "per report": each, "peer (ms)": answersAfterMs, "calls at once": counts.atOnce },
    "updates/s": Math.round(updates / seconds),
    "CPU (ms/update)": Number(((cpu * 1000) / updates).toFixed(2)),
    ...{ "RSS start (MB)": memory.start, "RSS max (MB)": memory.max, sent, twice: counts.twice },
  };
}

/** Reports that the back end has, with updates that wait; those that warm up are one a report, too. */
async function seed(endpoint: string, updates: number, each: number): Promise<void> {
  await db.$executeRaw`truncate "Report" cascade`;
  await db.$executeRaw`delete from graphile_worker._private_jobs`;
  const { categoryId, areaId } = await seedBody(endpoint, "bench-key");
  const body = await db.body.findUniqueOrThrow({ where: { slug: "bench" } });
  await db.connection.updateMany({ where: { bodyId: body.id }, data: { sendUpdates: true } });
  await seedReports(WARM_UP + updates / each, categoryId, areaId);
  await db.$executeRaw`
    insert into "Delivery" ("reportId", "bodyId", "connectionId", method, state, "externalId", "firstSentAt", "sentAt")
    select id, ${body.id}, ${body.defaultConnectionId}, 'open311', 'sent', 'R-' || id, now(), now() from "Report"`;
  await db.$executeRaw`
    insert into "Update" ("reportId", origin, visibility, name, text, "newState", "createdAt", "confirmedAt")
    select r.id, 'citizen', 'public', 'A Neighbour', 'It is still there, and has grown.', 'confirmed', said.at, said.at
    from (select id, row_number() over (order by id) as n from "Report") r
    cross join generate_series(1, ${each}::int) as turn
    cross join lateral (select now() - interval '1 day' + turn * interval '1 minute' as at) said
    where r.n > ${WARM_UP} or turn = 1`;
  // Held, so that nothing begins before all is ready.
  await db.$executeRaw`
    insert into "UpdateDelivery" ("updateId", "deliveryId", "connectionId", "saidAt", state, "dueAt")
    select u.id, d.id, d."connectionId", u."confirmedAt", 'acknowledged', u."confirmedAt"
    from "Update" u join "Delivery" d on d."reportId" = u."reportId"`;
  await db.$executeRaw`vacuum analyze`;
}

/** Has those of so many updates wait in their order, by the order of their reports, and nudges as when each was written. */
async function queue(after: number, count: number): Promise<void> {
  const rows = await db.$queryRaw<{ deliveryId: number }[]>`
    with chosen as (
      select u.id, row_number() over (partition by u."deliveryId" order by u."saidAt") as turn
      from "UpdateDelivery" u where u.state = 'acknowledged' order by u."deliveryId", u."saidAt" limit ${count})
    update "UpdateDelivery" u set state = case when chosen.turn = 1 then 'due' else 'held' end::"DeliveryState"
    from chosen where chosen.id = u.id returning u."deliveryId"`;
  if (rows.length !== count) throw new Error(`Only ${rows.length} updates after the first ${after}.`);
  await db.$transaction((tx) => nudgeUpdates(tx, rows));
}

async function nothingDue(): Promise<boolean> {
  const [row] = await db.$queryRaw<{ left: boolean }[]>`
    select exists (select 1 from "UpdateDelivery" where state in ('sending', 'due', 'held')) as left`;
  return row?.left === false;
}
