import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { rawEnv } from "@/lib/env";

const SOURCES = [
  "app",
  "components",
  "lib",
  "messages",
  "prisma",
  "public",
  "next.config.ts",
  "proxy.ts",
  "package-lock.json",
  "postcss.config.mjs",
  "tsconfig.json",
];
const MARK = ".next/made-from";

/** Builds the web part for production, unless what stands in `.next` was made from these very files. */
export async function buildIfNeeded(say: (line: string) => void): Promise<void> {
  const wanted = fingerprint();
  if (existsSync(MARK) && readFileSync(MARK, "utf8") === wanted) return;
  say("Building the site (about a minute) …");
  const next = path.resolve("node_modules/next/dist/bin/next");
  const { status, stdout, stderr } = spawnSync(process.execPath, [next, "build"], {
    encoding: "utf8",
    env: { ...rawEnv(), NODE_ENV: "production" },
  });
  if (status !== 0) throw new Error(`The build failed:\n${stdout}\n${stderr}`);
  writeFileSync(MARK, wanted);
}

function fingerprint(): string {
  const hash = createHash("sha256");
  const add = (file: string): void => {
    if (!existsSync(file) || file.endsWith(".test.ts")) return;
    if (statSync(file).isDirectory()) {
      for (const entry of readdirSync(file).sort()) add(path.join(file, entry));
    } else hash.update(file).update(readFileSync(file));
  };
  SOURCES.forEach(add);
  return hash.digest("hex");
}

if (process.argv[1]?.endsWith("jobs/build.ts")) await buildIfNeeded(console.log);
