import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { Logger, type RunnerOptions, run, type Task, type TaskList } from "graphile-worker";
import { handlers } from "@/jobs/handlers";
import { crontab } from "@/jobs/schedule";
import { db, disconnect } from "@/lib/db";
import { env } from "@/lib/env";
import { log, withLogContext } from "@/lib/log";
import { migrate, prepareEnvironment } from "@/lib/postgres/prepare";
import { enqueue, type JobName, Jobs } from "@/lib/queue";

// The worker: `npm run worker`. Several side by side, on several hosts, are safe.

const release = await prepareEnvironment();
await migrate();
const worker = `${hostname()}:${process.pid}`;

const task =
  (name: JobName): Task =>
  (payload, helpers) =>
    withLogContext({ job: `${name}:${helpers.job.id}` }, async () => {
      // The payload's own schema belongs to the handler of the same name.
      const handler = handlers[name] as (payload: unknown, context: { worker: string }) => Promise<unknown>;
      try {
        await handler(Jobs[name].parse(payload), { worker });
      } catch (error) {
        log.error({ err: error }, "job failed, it will be tried again");
        throw error;
      }
    });

const options: RunnerOptions = {
  connectionString: env.DATABASE_DIRECT_URL ?? env.DATABASE_URL,
  concurrency: env.WORKER_CONCURRENCY,
  noHandleSignals: true,
  pollInterval: 2_000,
  crontab,
  taskList: Object.fromEntries(
    (Object.keys(Jobs) as JobName[]).map((name) => [name, task(name)]),
  ) as TaskList,
  logger: new Logger(() => (level, message) => {
    if (level === "error") log.error(message);
    else if (level === "warning") log.warn(message);
    else log.debug(message);
  }),
};

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    if (stop.signal.aborted) process.exit(130);
    stop.abort();
  });
}

// A database that goes away takes the runner with it; the worker outlives both.
while (!stop.signal.aborted) {
  try {
    const runner = await run(options);
    const end = () => void runner.stop().catch(() => {});
    stop.signal.addEventListener("abort", end);
    // What a predecessor left behind is looked into at once, not with the next minute.
    await db.$transaction((tx) => enqueue(tx, "sweep", {}, { key: "sweep" }));
    log.info({ worker }, "worker ready");
    await runner.promise;
    stop.signal.removeEventListener("abort", end);
  } catch (error) {
    log.error({ err: error }, "the queue's database is not reachable, trying again");
  }
  if (!stop.signal.aborted) await sleep(1_000, undefined, { signal: stop.signal }).catch(() => {});
}
await disconnect();
await release();
log.info({ worker }, "worker stopped");
process.exit(0);
