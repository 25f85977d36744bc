import { type ChildProcess, fork } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { disconnect } from "@/lib/db";
import { log } from "@/lib/log";
import { migrate, prepareEnvironment } from "@/lib/postgres/prepare";

// The worker: `npm run worker`. Several side by side, on several hosts, are safe. The queue runs in a process of its
// own: a database that goes away takes that process with it, and here it is started again until the database is back.

const release = await prepareEnvironment();
await migrate();

const stop = new AbortController();
let queue: ChildProcess | undefined;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    if (stop.signal.aborted) process.exit(130);
    stop.abort();
    queue?.kill("SIGTERM");
  });
}

while (!stop.signal.aborted) {
  queue = fork("jobs/worker.ts");
  const code = await new Promise((resolve) => queue?.once("exit", resolve));
  if (stop.signal.aborted) break;
  log.error({ code }, "the queue's process ended, starting it again");
  await sleep(1_000, undefined, { signal: stop.signal }).catch(() => {});
}
await disconnect();
await release();
log.info("worker stopped");
process.exit(0);
