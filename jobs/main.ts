import { hostname } from "node:os";
import { Logger, run, type Task, type TaskList } from "graphile-worker";
import { handlers } from "@/jobs/handlers";
import { crontab } from "@/jobs/schedule";
import { disconnect } from "@/lib/db";
import { env } from "@/lib/env";
import { log, withLogContext } from "@/lib/log";
import { migrate, prepareEnvironment } from "@/lib/postgres/prepare";
import { type JobName, Jobs } from "@/lib/queue";

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

const runner = await run({
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
});
log.info({ worker }, "worker ready");

let stopping = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    if (stopping) process.exit(130);
    stopping = true;
    void runner.stop();
  });
}
await runner.promise;
await disconnect();
await release();
log.info({ worker }, "worker stopped");
process.exit(0);
