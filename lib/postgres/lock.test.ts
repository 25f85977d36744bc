import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { withFileLock } from "@/lib/postgres/lock";

let folder = "";
let file = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "mendline-lock-"));
  file = path.join(folder, "lock");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The id of a process that has ended. */
const deadPid = () => spawnSync(process.execPath, ["-e", ""]).pid;

/** Runs many at once and answers how many were inside together at most. */
async function crowd(): Promise<number> {
  let inside = 0;
  let most = 0;
  const enter = () =>
    withFileLock(file, async () => {
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside--;
    });
  await Promise.all(Array.from({ length: 20 }, enter));
  return most;
}

test("of many at once, one is inside", async () => {
  expect(await crowd()).toBe(1);
  expect(existsSync(file)).toBe(false);
});

test("the lock of a dead process is taken over, by one of many only", async () => {
  writeFileSync(file, String(deadPid()));
  expect(await crowd()).toBe(1);
});

test("what fails inside leaves the lock free", async () => {
  await expect(withFileLock(file, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(existsSync(file)).toBe(false);
});
