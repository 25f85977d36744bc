import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
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

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Many that come within a few milliseconds of each other; answers how many were inside together at most. */
async function crowd(size: number): Promise<number> {
  let inside = 0;
  let most = 0;
  const enter = async (_: unknown, index: number) => {
    await pause((index * 7) % 5);
    await withFileLock(file, async () => {
      most = Math.max(most, ++inside);
      await pause(4);
      inside--;
    });
  };
  await Promise.all(Array.from({ length: size }, enter));
  return most;
}

test("of many at once, one is inside", async () => {
  expect(await crowd(12)).toBe(1);
  expect(existsSync(file)).toBe(false);
});

test("the lock of a dead process is taken over, by one of many only", async () => {
  // Which of them sees what when is chance: many rounds make the one bad order come up.
  const dead = String(deadPid());
  for (let round = 0; round < 20; round++) {
    writeFileSync(file, dead);
    expect(await crowd(5)).toBe(1);
  }
});

test("the lock of a process that died before it wrote who it is is taken over after some seconds", async () => {
  writeFileSync(file, "");
  const before = new Date(Date.now() - 11_000);
  utimesSync(file, before, before);
  expect(await crowd(3)).toBe(1);
});

test("what fails inside leaves the lock free", async () => {
  await expect(withFileLock(file, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(existsSync(file)).toBe(false);
});
