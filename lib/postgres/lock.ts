import { mkdir, readFile, rm, rmdir, stat, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

/** True while a process with this id exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Runs `work` while holding `file`; waits for another holder, and takes over from one that died. */
export async function withFileLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + 120_000;
  for (;;) {
    try {
      await writeFile(file, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const holder = Number(await readFile(file, "utf8").catch(() => "0"));
      if (await isDead(file, holder)) await clearDead(file);
      else if (Date.now() > deadline)
        throw new Error(`Process ${holder} has held ${file} for two minutes. If it is stuck, end it.`);
      else await sleep(50);
    }
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

/** An empty file is a holder that has not written its id yet, which takes moments; later it is one that died before it could. */
async function isDead(file: string, holder: number): Promise<boolean> {
  if (holder > 0) return !isAlive(holder);
  const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Date.now() }));
  return Date.now() - mtimeMs > 10_000;
}

/**
 * Removes the lock of a dead holder. One at a time, and looking again first: of two that saw the same dead holder, the
 * second would otherwise remove the lock that the first has taken meanwhile.
 */
async function clearDead(file: string): Promise<void> {
  const clearing = `${file}.clearing`;
  try {
    await mkdir(clearing);
  } catch {
    // Somebody else clears it, or died while clearing: this takes moments, never seconds.
    const { mtimeMs } = await stat(clearing).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > 10_000) await rmdir(clearing).catch(() => {});
    await sleep(50);
    return;
  }
  try {
    const holder = Number(await readFile(file, "utf8").catch(() => "0"));
    if (await isDead(file, holder)) await rm(file, { force: true });
  } finally {
    await rmdir(clearing);
  }
}
