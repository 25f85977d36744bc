import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { rawEnv } from "@/lib/env";

// `npm test`: everything CI checks, what fails fastest first. Names on the command line
// (`npm test -- types unit`) run only those.

type Check = { name: string; command: string; args: string[] };
const bin = (name: string) => `node_modules/.bin/${name}`;

const checks: Check[] = [
  { name: "lint", command: bin("biome"), args: ["ci", "--error-on-warnings", "--colors=off", "."] },
  { name: "route-types", command: bin("next"), args: ["typegen"] },
  { name: "types", command: bin("tsc"), args: ["--noEmit"] },
  { name: "unused", command: bin("knip"), args: [] },
  { name: "unit", command: bin("vitest"), args: ["run"] },
  { name: "build", command: bin("tsx"), args: ["jobs/build.ts"] },
  { name: "browser", command: bin("playwright"), args: ["test"] },
];

const isThere = (...programs: string[]): boolean =>
  programs.some((program) => existsSync(`/usr/bin/${program}`) || existsSync(`/usr/local/bin/${program}`));

/** A browser, and curl, with which the guide's examples are tried. */
function haveBrowserTools(): boolean {
  const missing = [
    ...(isThere("chromium", "chromium-browser") ? [] : ["chromium"]),
    ...(isThere("curl") ? [] : ["curl"]),
  ];
  if (missing.length === 0) return true;
  console.log(`Not found for the browser tests: ${missing.join(", ")}. Installing …`);
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    const apt = (...args: string[]) =>
      spawnSync("apt-get", args, {
        stdio: "inherit",
        env: { ...rawEnv(), DEBIAN_FRONTEND: "noninteractive" },
      }).status === 0;
    return apt("update", "-qq") && apt("install", "-y", "-qq", "--no-install-recommends", ...missing);
  }
  if (!missing.includes("chromium")) return true;
  return spawnSync(bin("playwright"), ["install", "chromium"], { stdio: "inherit" }).status === 0;
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !checks.some((check) => check.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no check ${unknown.join(", ")}. Checks: ${checks.map(({ name }) => name).join(" ")}`,
  );
  process.exit(2);
}

/** Runs one check to its end; what it says comes at once, or (`quiet`) in one piece when it is done. */
function run({ name, command, args }: Check, quiet: boolean): Promise<boolean> {
  const started = Date.now();
  const head = `\n── ${name}`;
  if (!quiet) console.log(head);
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: quiet ? ["ignore", "pipe", "pipe"] : "inherit" });
    const said: Buffer[] = [];
    child.stdout?.on("data", (piece: Buffer) => said.push(piece));
    child.stderr?.on("data", (piece: Buffer) => said.push(piece));
    child.on("close", (code) => {
      if (quiet) process.stdout.write(`${head}\n${Buffer.concat(said)}`);
      const ok = code === 0;
      console.log(`── ${name}: ${ok ? "ok" : "FAILED"} (${Math.round((Date.now() - started) / 1000)} s)`);
      resolve(ok);
    });
  });
}

let passed = 0;
/** One after the other. @returns how many failed: one at most, as the rest then does not run */
async function runAll(some: readonly Check[], quiet = false): Promise<number> {
  for (const check of some) {
    const ready = check.name !== "browser" || haveBrowserTools();
    if (!ready || !(await run(check, quiet))) return 1;
    passed++;
  }
  return 0;
}

const chosen = (...names: string[]) =>
  checks.filter(({ name }) => names.includes(name) && (wanted.length === 0 || wanted.includes(name)));
// Types and build use one core most of their time, and tests wait for the database half of theirs: side by side they leave none idle.
const lanes = await Promise.all([
  runAll(chosen("route-types", "types", "build"), true),
  runAll(chosen("lint", "unused", "unit")),
]);
let failed = lanes.reduce((sum, one) => sum + one, 0);
if (failed === 0) failed = await runAll(chosen("browser"));
console.log(`\nchecks: ${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
