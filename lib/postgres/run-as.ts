import { execFileSync, spawn } from "node:child_process";
import { accessSync, chownSync, constants, mkdirSync } from "node:fs";
import { rawEnv } from "@/lib/env";

const USER = "mendline-pg";

/** PostgreSQL refuses to run as root; this says how its programs are started, and who owns its files. */
export type RunAs = { prefix: string[]; own(folder: string): void };

/**
 * As an ordinary user: as oneself. As root: as the system user `mendline-pg`, made when missing. The clone may
 * lie where that user cannot go (`/root`, a mode 700 temporary folder), so it keeps the one capability that
 * lets it pass through folders, and nothing else of root's.
 */
export function findRunAs(): RunAs {
  if (process.getuid?.() !== 0) {
    return { prefix: [], own: (folder) => void mkdirSync(folder, { recursive: true, mode: 0o700 }) };
  }
  const { uid, gid } = systemUser();
  const prefix = [
    "setpriv",
    `--reuid=${uid}`,
    `--regid=${gid}`,
    "--clear-groups",
    "--inh-caps=+dac_read_search",
    "--ambient-caps=+dac_read_search",
    "--securebits=+no_setuid_fixup",
  ];
  return {
    prefix,
    own(folder) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      chownSync(folder, uid, gid);
    },
  };
}

function systemUser(): { uid: number; gid: number } {
  const read = (flag: string) =>
    Number(execFileSync("id", [flag, USER], { stdio: ["ignore", "pipe", "ignore"] }));
  try {
    return { uid: read("-u"), gid: read("-g") };
  } catch {
    try {
      execFileSync(
        "useradd",
        ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", USER],
        {
          stdio: "pipe",
        },
      );
      return { uid: read("-u"), gid: read("-g") };
    } catch (cause) {
      throw new Error(
        `PostgreSQL does not run as root, and the system user "${USER}" could not be made. Run as an ordinary user, or set DATABASE_URL.`,
        { cause },
      );
    }
  }
}

/** Runs a program to its end. Resolves with its exit code and what it printed; the server it may leave behind keeps no pipe. */
export function run(runAs: RunAs, program: string, args: string[], env: Record<string, string> = {}) {
  const [command = program, ...rest] = [...runAs.prefix, program, ...args];
  return new Promise<{ code: number; output: string }>((resolve, reject) => {
    const child = spawn(command, rest, {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...rawEnv(), ...env, LC_ALL: "C" },
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => (output += String(chunk)));
    child.on("error", reject);
    // "exit", not "close": the server inherits the pipes and would keep them open for as long as it lives.
    child.on("exit", (code) => {
      child.stdout.destroy();
      child.stderr.destroy();
      resolve({ code: code ?? 1, output });
    });
  });
}

/** @throws Error naming the folder when nothing can be written there. */
export function assertWritable(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new Error(
      `The data folder ${folder} cannot be written. Give yourself the right to, point DATA_DIR somewhere else, or set DATABASE_URL.`,
      { cause },
    );
  }
}
