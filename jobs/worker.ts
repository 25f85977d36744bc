import { hostname } from "node:os";
import { Logger, type RunnerOptions, run, type Task, type TaskList } from "graphile-worker";
import { type Context, handlers } from "@/jobs/handlers";
import { crontab } from "@/jobs/schedule";
import { db, disconnect } from "@/lib/db";
import type { Line } from "@/lib/delivery/line";
import { reportLine } from "@/lib/delivery/report-line";
import { Sender } from "@/lib/delivery/sender";
import { updateLine } from "@/lib/delivery/updates/line";
import { env } from "@/lib/env";
import { log, withLogContext } from "@/lib/log";
import { enqueue, type JobName, Jobs } from "@/lib/queue";
import { Turns } from "@/lib/sync/turns";

// The queue's own process, started and looked after by jobs/main.ts.

const worker = `${hostname()}:${process.pid}`;

function senderOf<Claim>(line: Line<Claim>): Sender<Claim> {
  const sender: Sender<Claim> = new Sender(line, {
    worker,
    onFault: (error) => {
      log.error({ err: error }, "what is due could not be claimed, trying again");
      setTimeout(() => sender.wake(), 1_000);
    },
  });
  return sender;
}

const reports = senderOf(reportLine);
const updates = senderOf(updateLine);
/** How many back ends are read at once: each waits for its council most of the time. */
const turns = new Turns(16);

const task =
  (name: JobName): Task =>
  (payload, helpers) =>
    withLogContext({ job: `${name}:${helpers.job.id}` }, async () => {
      // The payload's own schema belongs to the handler of the same name.
      const handler = handlers[name] as (payload: unknown, context: Context) => unknown;
      try {
        await handler(Jobs[name].parse(payload), { worker, reports, updates, turns });
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

const runner = await run(options);
const stop = () => void runner.stop().catch(() => process.exit(1));
process.once("SIGTERM", stop);
// Ctrl-C reaches the whole group; whoever started us says when to stop.
process.on("SIGINT", () => {});
// Whoever started us is gone: no new work is begun.
process.once("disconnect", stop);
// What a predecessor left behind is looked into at once, not with the next minute.
reports.wake();
updates.wake();
await db.$transaction((tx) => enqueue(tx, "sweep", {}, { key: "sweep" }));
log.info({ worker }, "worker ready");
await runner.promise;
await Promise.all([reports.stop(), updates.stop(), turns.stop()]);
await disconnect();
process.exit(0);
