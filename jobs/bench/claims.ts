import { performance } from "node:perf_hooks";
import { seedBody, seedReports } from "@/jobs/bench/town";
import { db, Prisma } from "@/lib/db";
import { claimDeliveries } from "@/lib/delivery/claim";
import { dueQuery } from "@/lib/delivery/pick";
import { sweep } from "@/lib/delivery/sweep";
import { rawEnv } from "@/lib/env";

const CONNECTIONS = 50;
/** Reports that are on their way; all others were sent long ago. */
const OPEN = 20_000;

/**
 * What a claim and a sweep cost as the table grows: 50 connections, 20,000 deliveries that are due, held, unclear or being sent, and as
 * many sent ones as make up the size. `BENCH_DELIVERIES=1000000` for another size than five million.
 */
export async function benchClaims(): Promise<void> {
  const rows = [];
  for (const size of [OPEN, Number(rawEnv().BENCH_DELIVERIES ?? 5_000_000)]) {
    await seed(size);
    rows.push({ deliveries: size.toLocaleString("en"), ...(await measure()) });
    const plan = await db.$queryRaw<{ "QUERY PLAN": string }[]>(
      Prisma.sql`explain (analyze, buffers, costs off, timing off) ${dueQuery(new Date(), {}, new Map(), false)}`,
    );
    console.log(`\nPlan of a claim's pick, ${size.toLocaleString("en")} deliveries`);
    for (const line of plan) console.log(line["QUERY PLAN"]);
  }
  console.log("\nA claim and a sweep as the table grows (milliseconds, median of 9)");
  console.table(rows);
}

async function measure(): Promise<Record<string, number>> {
  const rooms = new Map();
  return {
    "claim, all connections": await median(() => claimDeliveries("bench", new Date())),
    "claim of what is latest": await median(() =>
      claimDeliveries("bench", new Date(), { rooms, latest: true }),
    ),
    "claim, nothing due": await median(() => claimDeliveries("bench", new Date(0))),
    "pick alone": await median(() => db.$queryRaw(dueQuery(new Date(0), {}, rooms, false))),
    sweep: await median(() => sweep(new Date())),
  };
}

async function median(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < 9; n++) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  }
  return Number((times.sort((a, b) => a - b)[4] ?? Number.NaN).toFixed(1));
}

/** Only deliveries on their way have a report in full: the sent ones are rows of this one table, which is what grows here. */
async function seed(size: number): Promise<void> {
  await db.$executeRaw`truncate "Report" cascade`;
  const { categoryId, areaId } = await seedBody("http://127.0.0.1:1", "none");
  await seedReports(OPEN, categoryId, areaId);
  await db.$executeRaw`update "Report" set state = 'confirmed'`;
  const body = await db.body.findUniqueOrThrow({ where: { slug: "bench" } });
  const [first] = await db.$queryRaw<{ settings: unknown }[]>`
    select settings from "Connection" where id = ${body.defaultConnectionId}`;
  await db.$executeRaw`
    insert into "Connection" ("bodyId", slug, method, settings, "updatedAt")
    select ${body.id}, 'lane-' || n, 'open311', ${JSON.stringify(first?.settings)}::jsonb, now()
    from generate_series(1, ${CONNECTIONS}::int) n on conflict do nothing`;
  const indexes = await db.$queryRaw<{ name: string; made: string }[]>`
    select indexname as name, indexdef as made from pg_indexes
    where tablename = 'Delivery' and indexname <> 'Delivery_pkey'`;
  for (const { name } of indexes) await db.$executeRawUnsafe(`drop index "${name}"`);
  await db.$transaction(
    async (tx) => {
      // The sent ones' reports are not there.
      await tx.$executeRaw`set local session_replication_role = replica`;
      const lane = Prisma.sql`(select array_agg(id) from "Connection" where slug like 'lane-%')`;
      await tx.$executeRaw`
        insert into "Delivery" ("reportId", "bodyId", "connectionId", method, state, "dueAt", "leasedUntil", "externalId", "sentAt", "firstSentAt")
        select r.id, ${body.id}, (${lane})[1 + r.id % ${CONNECTIONS}], 'open311',
          (array['due', 'due', 'due', 'held', 'unclear', 'sending'])[1 + r.id % 6]::"DeliveryState",
          now() - (r.id % 10000) * interval '1 second', case when r.id % 6 = 5 then now() + interval '1 hour' end, null, null, null
        from "Report" r`;
      await tx.$executeRaw`
        insert into "Delivery" ("reportId", "bodyId", "connectionId", method, state, "dueAt", "externalId", "sentAt", "firstSentAt")
        select 100000000 + n, ${body.id}, (${lane})[1 + n % ${CONNECTIONS}], 'open311', 'sent',
          now() - n * interval '10 seconds', 'E-' || n, now() - n * interval '10 seconds', now() - n * interval '10 seconds'
        from generate_series(1, ${size - OPEN}::int) n`;
    },
    { timeout: 3_600_000 },
  );
  for (const { made } of indexes) await db.$executeRawUnsafe(made);
  // Those held wait for a reason.
  await db.$executeRaw`update "Connection" set "pausedAt" = now() where slug in ('lane-1', 'lane-2')`;
  await db.$executeRaw`vacuum analyze`;
}
