import { parseArgs } from "node:util";
import { benchClaims } from "@/jobs/bench/claims";
import { benchConfirm } from "@/jobs/bench/confirm";
import { benchImport } from "@/jobs/bench/import";
import { benchOpenData } from "@/jobs/bench/open-data";
import { benchOpen311 } from "@/jobs/bench/open311";
import { benchPages } from "@/jobs/bench/pages";
import { benchSend } from "@/jobs/bench/send";
import { benchSendUpdates } from "@/jobs/bench/send-updates";
import { benchUpdates } from "@/jobs/bench/updates";
import { disconnect } from "@/lib/db";
import { provideEnv, rawEnv } from "@/lib/env";
import { migrate, prepareEnvironment } from "@/lib/postgres/prepare";

// `npm run bench [-- confirm|pages|send|send-updates|claims|updates|import|open311|open-data]`: measures, prints tables, asserts nothing. Figures with date and machine are
// kept in docs/performance.md. Uses a database of its own on the embedded server, or the one of DATABASE_URL: not a real one.

const { values, positionals: wanted } = parseArgs({
  options: {
    reports: { type: "string", default: "100000" },
    rows: { type: "string", default: "20000" },
  },
  allowPositionals: true,
});
const benches = {
  confirm: benchConfirm,
  pages: benchPages,
  send: benchSend,
  "send-updates": benchSendUpdates,
  claims: benchClaims,
  updates: () => benchUpdates(Number(values.reports)),
  import: () => benchImport(Number(values.rows)),
  open311: () => benchOpen311(Number(values.reports)),
  "open-data": () => benchOpenData(Number(values.reports)),
};
const unknown = wanted.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(", ")}. Benches: ${Object.keys(benches).join(" ")}`);
  process.exit(2);
}
provideEnv({
  NODE_ENV: "production",
  DATABASE_NAME: rawEnv().BENCH_DATABASE || "mendline_bench",
  MAIL_OUTBOX: ".data/bench/outbox",
  LOG_LEVEL: "error",
  PRIVATE_HOSTS: "127.0.0.1",
  STAGING: "0",
  DEMO: "1",
});
const release = await prepareEnvironment();
await migrate();
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length === 0 || wanted.includes(name)) await bench();
}
await disconnect();
await release();
process.exit(0);
