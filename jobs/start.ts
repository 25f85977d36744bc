import cluster from "node:cluster";
import path from "node:path";
import { env, rawEnv } from "@/lib/env";
import { migrate, prepareEnvironment } from "@/lib/postgres/prepare";

// `npm start`: the built web server; WEB_PROCESSES of them share the port (one per core serves the most).

const release = await prepareEnvironment();
if (rawEnv().MIGRATE !== "0") await migrate();
cluster.setupPrimary({ exec: path.resolve("jobs/web.mjs"), execArgv: [] });
for (let n = 0; n < env.WEB_PROCESSES; n++) cluster.fork();

let stopping = false;
cluster.on("exit", (worker, code) => {
  if (Object.keys(cluster.workers ?? {}).length === 0 && (stopping || code !== 0))
    void release().then(() => process.exit(stopping ? 0 : code || 1));
  else if (!stopping && !worker.exitedAfterDisconnect) cluster.fork();
});
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    stopping = true;
    for (const worker of Object.values(cluster.workers ?? {})) worker?.process.kill(signal);
  });
}
