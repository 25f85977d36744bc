import { spawn } from "node:child_process";
import { memoryOf, percentile, until } from "@/jobs/bench/measure";
import { seedBody } from "@/jobs/bench/town";
import { anonymous } from "@/lib/actor";
import { tokenText } from "@/lib/auth/tokens";
import { db } from "@/lib/db";
import { confirmReport } from "@/lib/reports/confirm";
import { createReport } from "@/lib/reports/create";
import { startCouncil } from "@/lib/testing/council";

const REPORTS = 200;

/** From the click that confirms to the back end's acceptance: 200 reports, one worker process, a real HTTP council. */
export async function benchConfirm(): Promise<void> {
  const council = await startCouncil();
  const { categoryId } = await seedBody(council.url, council.apiKey);
  const tokens: string[] = [];
  for (let n = 0; n < REPORTS; n++) {
    const { reportId } = await createReport(anonymous, {
      point: { lat: 54.6, lon: 2.3 },
      categoryId,
      title: `Bench ${n}`,
      detail: "A large branch has come down.",
      answers: {},
      photoIds: [],
      name: "Bench",
      email: `bench-${n}@town.example`,
      phone: "",
      showName: false,
      usedMap: true,
      searchedFor: "",
      formKey: crypto.randomUUID(),
      language: "en",
    });
    tokens.push(tokenText(await db.token.findFirstOrThrow({ where: { reportId } })));
  }
  const worker = spawn(process.execPath, ["--import", "tsx", "jobs/main.ts"], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  // Whatever was queued before is done, and the worker is warm, before anything is timed.
  await until(async () => {
    const [row] = await db.$queryRaw<
      { n: bigint }[]
    >`select count(*) n from graphile_worker.jobs where run_at <= now() and locked_at is null`;
    return row?.n === 0n;
  });
  const confirmed = new Map<number, number>();
  const started = performance.now();
  for (const token of tokens) {
    const at = Date.now();
    const { reportId } = await confirmReport(token);
    confirmed.set(reportId, at);
  }
  await until(() => council.received.length >= REPORTS);
  const seconds = (performance.now() - started) / 1000;
  const waits = council.received.map(({ at, fields }) => {
    const id = Number(/report\/(\d+)/.exec(fields.description?.[0] ?? "")?.[1]);
    return at.getTime() - (confirmed.get(id) ?? Number.NaN);
  });
  console.log(`\nConfirm to accepted by the back end, ${REPORTS} reports one after the other, one worker`);
  console.table([
    {
      "p50 (ms)": percentile(waits, 0.5),
      "p99 (ms)": percentile(waits, 0.99),
      "reports/s": Math.round(REPORTS / seconds),
      "sent twice": council.duplicates().length,
      "worker (MB)": memoryOf(worker.pid ?? 0),
    },
  ]);
  const ended = new Promise((resolve) => worker.once("exit", resolve));
  worker.kill("SIGTERM");
  await ended;
  await council.close();
}
