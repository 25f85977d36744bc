import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { buildIfNeeded } from "@/jobs/build";
import { freePort } from "@/jobs/ports";
import { disconnect } from "@/lib/db";
import { provideEnv, rawEnv } from "@/lib/env";
import { migrate, prepareEnvironment } from "@/lib/postgres/prepare";
import { demoApiKeys } from "@/prisma/demo/api-keys";
import { layOnDesk } from "@/prisma/demo/council-cases";
import { seedDemo } from "@/prisma/demo/seed";
import { staffSignIns } from "@/prisma/demo/sign-ins";

// `npm run demo`: the whole loop on one machine, with a made-up town and its council. With --dev (`npm run dev`)
// the web part is Next's development server. Ctrl-C stops everything.

const dev = process.argv.includes("--dev");
const given = rawEnv();
const port = await freePort(Number(given.PORT || 3000));
const councilPort = await freePort(Number(given.COUNCIL_PORT || 4311));
const councilKey = "alderwick-demo-key";
provideEnv({
  NODE_ENV: dev ? "development" : "production",
  PORT: String(port),
  SITE_URL: given.SITE_URL || `http://localhost:${port}`,
  DEMO: "1",
  TILE_ATTRIBUTION: given.TILE_ATTRIBUTION || "Alderwick is a made-up town",
  STAGING: "0",
  PRIVATE_HOSTS: "127.0.0.1",
  LOG_LEVEL: given.LOG_LEVEL || (dev ? "info" : "warn"),
});

const children: { name: string; process: ChildProcess }[] = [];
let stopping = false;

function start(name: string, command: string, args: string[]): ChildProcess {
  // A group of its own: Ctrl-C reaches us alone, and we stop the others in order.
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"], detached: true });
  children.push({ name, process: child });
  child.on("exit", (code) => {
    if (stopping) return;
    console.error(`The ${name} ended by itself (${code}). Stopping.`);
    void stop(1);
  });
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), 10_000);
  await ended;
  clearTimeout(late);
}

async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  await Promise.all(children.map(({ process: child }) => end(child)));
  await disconnect();
  await release();
  process.exit(code);
}

const say = (line: string) => console.log(line);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stop(0));

if (!dev) await buildIfNeeded(say);
say("Starting the database …");
const release = await prepareEnvironment();
await migrate();

const deskFile = path.join(path.resolve(given.DATA_DIR || ".data"), "demo-council.json");
say("Seeding the town of Alderwick …");
await seedDemo({
  councilUrl: `http://127.0.0.1:${councilPort}/v2`,
  councilKey,
  reports: Number(given.DEMO_REPORTS || 3000),
});
await layOnDesk(deskFile);
const council = start("demo council", process.execPath, [
  "--import",
  "tsx",
  "jobs/demo-council.ts",
  "--port",
  String(councilPort),
  "--api-key",
  councilKey,
  "--file",
  deskFile,
]);
const { page } = await firstLine(council);

start("worker", process.execPath, ["--import", "tsx", "jobs/main.ts"]).stdout?.pipe(process.stdout);
const web = start(
  "web server",
  process.execPath,
  dev ? ["node_modules/next/dist/bin/next", "dev", "-p", String(port)] : ["jobs/web.mjs"],
);
if (dev) web.stdout?.pipe(process.stdout);
else web.stdout?.resume();
await answers(`http://127.0.0.1:${port}/api/health`);

const site = rawEnv().SITE_URL ?? "";
say(`
Mendline is running.

  The site               ${site}
  Mail that was sent     ${site}/outbox
  The council's system   ${page}
  Open311 server         ${site}/open311/v2   (key: ${demoApiKeys.trusted})

Sign in as staff (links work for a day):
${(await staffSignIns()).map(({ who, link }) => `  ${who.padEnd(44)} ${link}`).join("\n")}

Ctrl-C stops everything.`);

/** What the demo council says when it listens. */
async function firstLine(child: ChildProcess): Promise<{ page: string }> {
  if (!child.stdout) throw new Error("no output to read");
  for await (const line of createInterface({ input: child.stdout }))
    return JSON.parse(line) as { page: string };
  throw new Error("The demo council ended before it listened.");
}

/** Waits until the web server answers. */
async function answers(url: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const ok = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${url} did not answer within two minutes.`);
}
