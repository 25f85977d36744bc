import { rmSync } from "node:fs";
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
import { nudge } from "@/lib/delivery/nudge";
import { env, rawEnv } from "@/lib/env";

/** Sent before anything is timed: a worker that has just been started is not yet compiled. */
const WARM_UP = 300;

type Case = {
  reports: number;
  answersAfterMs: number;
  concurrency: number;
  /** Each has a reporter, who is told by mail (into the outbox folder) that it was sent: by the same process, at the same time. */
  mails?: boolean;
};

const cases: readonly Case[] = [
  { reports: 1_000, answersAfterMs: 0, concurrency: 8 },
  { reports: 10_000, answersAfterMs: 0, concurrency: 8 },
  { reports: 10_000, answersAfterMs: 0, concurrency: 8, mails: true },
  { reports: 1_000, answersAfterMs: 200, concurrency: 8 },
  { reports: 10_000, answersAfterMs: 200, concurrency: 64 },
  { reports: 40_000, answersAfterMs: 0, concurrency: 8 },
];

/**
 * Reports per second through one worker process to one back end in a process of its own, everything queued at the start: until each is
 * sent and recorded, and until the last reporter has been told by mail as well.
 */
export async function benchSend(): Promise<void> {
  const rows = [];
  for (const one of chosen()) {
    rows.push(await measure(one));
    console.log(JSON.stringify(rows.at(-1)));
  }
  console.log("\nSending, one worker process");
  console.table(rows);
}

/** `BENCH_CASES=0,3` measures only these. */
function chosen(): readonly Case[] {
  const wanted = rawEnv().BENCH_CASES?.split(",").map(Number);
  return wanted ? cases.filter((_, at) => wanted.includes(at)) : cases;
}

async function measure({ reports, answersAfterMs, concurrency, mails = false }: Case) {
  const { peer, endpoint } = await startPeer(answersAfterMs);
  await seed(endpoint, reports + WARM_UP, concurrency, mails);
  const worker = startWorker();
  const pid = worker.pid ?? 0;
  await queue(WARM_UP);
  await until(queueIsEmpty);
  await until(nothingDue);
  const memory = { start: residentOf(pid), max: 0 };
  const watch = setInterval(() => {
    memory.max = Math.max(memory.max, residentOf(pid));
  }, 500);
  const cpuBefore = cpuSecondsOf(pid);
  const started = performance.now();
  await queue(reports);
  await until(nothingDue, 900_000, 100);
  const seconds = (performance.now() - started) / 1000;
  const cpu = cpuSecondsOf(pid) - cpuBefore;
  await until(queueIsEmpty, 900_000, 100);
  const withMails = (performance.now() - started) / 1000;
  clearInterval(watch);
  const counts = await fetch(`${endpoint}/counts`).then((response) => response.json());
  const sent = (await db.delivery.count({ where: { state: "sent" } })) - WARM_UP;
  await ended(worker);
  await ended(peer);
  rmSync(env.MAIL_OUTBOX, { recursive: true, force: true });
  return {
    reports,
    "peer (ms)": answersAfterMs,
    "calls at once": `${counts.atOnce} of ${concurrency}`,
    "reports/s": Math.round(reports / seconds),
    "CPU (ms/report)": Number(((cpu * 1000) / reports).toFixed(2)),
    mails: mails ? `${Math.round(reports / withMails)}/s` : "none",
    "RSS start (MB)": memory.start,
    "RSS max (MB)": memory.max,
    connections: counts.connections,
    sent,
    twice: counts.twice,
  };
}

async function seed(endpoint: string, reports: number, concurrency: number, mails: boolean): Promise<void> {
  await db.$executeRaw`truncate "Report" cascade`;
  await db.$executeRaw`delete from graphile_worker._private_jobs`;
  const { categoryId, areaId } = await seedBody(endpoint, "bench-key");
  const body = await db.body.findUniqueOrThrow({ where: { slug: "bench" } });
  await db.connection.updateMany({ where: { bodyId: body.id }, data: { concurrency } });
  const contact = await db.contact.findFirstOrThrow({ where: { bodyId: body.id } });
  await db.question.createMany({
    data: {
      contactId: contact.id,
      code: "fixmystreet_id",
      description: "Our number",
      automated: "server_set",
    },
    skipDuplicates: true,
  });
  const people = Array.from({ length: 100 }, (_, n) => ({
    email: `reporter-${n}@town.example`,
    name: `Reporter ${n}`,
  }));
  await db.user.createMany({ data: people, skipDuplicates: true });
  await seedReports(reports, categoryId, areaId);
  await db.$executeRaw`
    update "Report" r set state = 'confirmed', name = 'A Reporter', "reporterId" = case when ${mails} then u.id end
    from (select id, row_number() over (order by id) - 1 as n from "User") u where u.n = r.id % 100`;
  // Far in the future, so that nothing begins before all is ready.
  await db.$executeRaw`
    insert into "Delivery" ("reportId", "bodyId", "contactId", "connectionId", method, "dueAt")
    select id, ${body.id}, ${contact.id}, ${body.defaultConnectionId}, 'open311', now() + interval '1 day' from "Report"`;
  await db.$executeRaw`vacuum analyze`;
}

/** Makes so many due, and nudges for them as when each was confirmed. */
async function queue(count: number): Promise<void> {
  const waiting = await db.delivery.findMany({
    where: { state: "due" },
    take: count,
    select: { id: true, reportId: true },
  });
  await db.$executeRaw`
    update "Delivery" set "dueAt" = now() - interval '1 second' where id = any(${waiting.map(({ id }) => id)}::int[])`;
  await db.$transaction((tx) => nudge(tx, waiting));
}

async function nothingDue(): Promise<boolean> {
  const [row] = await db.$queryRaw<{ left: boolean }[]>`
    select exists (select 1 from "Delivery" where state = 'sending' or (state = 'due' and "dueAt" < now())) as left`;
  return row?.left === false;
}
