import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { memoryOf } from "@/jobs/bench/measure";
import { db } from "@/lib/db";
import { rawEnv } from "@/lib/env";

/** The back end of the bench in a process of its own, which answers after so many milliseconds. */
export async function startPeer(answersAfterMs: number): Promise<{ peer: ChildProcess; endpoint: string }> {
  const peer = spawn(process.execPath, ["--import", "tsx", "jobs/bench/peer.ts", String(answersAfterMs)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [port] = await once(peer.stdout, "data");
  return { peer, endpoint: `http://127.0.0.1:${String(port).trim()}` };
}

export function startWorker(): ChildProcess {
  const worker = spawn(process.execPath, [...profiling(), "--import", "tsx", "jobs/worker.ts"], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  worker.once("exit", (code) => {
    if (code !== 0) throw new Error("The worker ended.");
  });
  return worker;
}

/** `BENCH_PROFILE=FOLDER` leaves a CPU profile of the worker there. */
const profiling = (): string[] => {
  const folder = rawEnv().BENCH_PROFILE;
  return folder ? ["--cpu-prof", `--cpu-prof-dir=${folder}`] : [];
};

export async function queueIsEmpty(): Promise<boolean> {
  const [row] = await db.$queryRaw<{ left: boolean }[]>`
    select exists (select 1 from graphile_worker.jobs) as left`;
  return row?.left === false;
}

/** Resident memory of the worker, in MB; read from the system where that is cheap, as it is read often. */
export function residentOf(pid: number): number {
  const file = `/proc/${pid}/status`;
  if (!existsSync(file)) return memoryOf(pid);
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(file, "utf8"))?.[1]) / 1024);
}

/** CPU time that a process has used so far, user and system; nothing where the system does not tell. */
export function cpuSecondsOf(pid: number): number {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return Number.NaN;
  const [user, system] =
    readFileSync(file, "utf8").split(") ")[1]?.split(" ").slice(11, 13).map(Number) ?? [];
  return ((user ?? 0) + (system ?? 0)) / 100;
}

export async function ended(child: ChildProcess): Promise<void> {
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  await gone;
}
