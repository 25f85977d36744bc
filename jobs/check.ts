import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { rawEnv } from "@/lib/env";

// `npm test`: everything CI checks, in the order in which it fails fastest. Names on the command line
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

function haveChromium(): boolean {
  if (["/usr/bin/chromium", "/usr/bin/chromium-browser"].some((file) => existsSync(file))) return true;
  console.log("No Chromium found: installing one for the browser tests …");
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    const apt = (...args: string[]) =>
      spawnSync("apt-get", args, {
        stdio: "inherit",
        env: { ...rawEnv(), DEBIAN_FRONTEND: "noninteractive" },
      }).status === 0;
    return apt("update", "-qq") && apt("install", "-y", "-qq", "--no-install-recommends", "chromium");
  }
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

let passed = 0;
for (const { name, command, args } of checks.filter(
  (check) => wanted.length === 0 || wanted.includes(check.name),
)) {
  console.log(`\n── ${name}`);
  const started = Date.now();
  const ready = name !== "browser" || haveChromium();
  const { status } = ready ? spawnSync(command, args, { stdio: "inherit" }) : { status: 1 };
  console.log(
    `── ${name}: ${status === 0 ? "ok" : "FAILED"} (${Math.round((Date.now() - started) / 1000)} s)`,
  );
  if (status !== 0) {
    console.log(`\nchecks: ${passed} passed, 1 failed`);
    process.exit(1);
  }
  passed++;
}
console.log(`\nchecks: ${passed} passed, 0 failed`);
