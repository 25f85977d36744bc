import { execFileSync } from "node:child_process";

/** The value below which the share `p` (0–1) of the sorted values lies. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN;
}

/** Resident memory of a process and its children, in MB. */
export function memoryOf(pid: number): number {
  const rows = execFileSync("ps", ["-eo", "pid=,ppid=,rss="], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const family = new Set([pid]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const [child = 0, parent = 0] of rows) {
      if (family.has(parent) && !family.has(child)) grown = Boolean(family.add(child));
    }
  }
  const kilobytes = rows.reduce((sum, [child = 0, , rss = 0]) => sum + (family.has(child) ? rss : 0), 0);
  return Math.round(kilobytes / 1024);
}

/** Waits until `check` holds, looking every 20 ms unless told otherwise. */
export async function until(
  check: () => boolean | Promise<boolean>,
  timeoutMs = 120_000,
  everyMs = 20,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await check())) {
    if (Date.now() > deadline) throw new Error("It did not happen in time.");
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
