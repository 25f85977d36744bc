import { randomBytes } from "node:crypto";
import { existsSync, rmSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { type Binaries, findBinaries } from "@/lib/postgres/binaries";
import { isAlive, withFileLock } from "@/lib/postgres/lock";
import { assertWritable, findRunAs, type RunAs, run } from "@/lib/postgres/run-as";

/** A running server. `urlOf("mendline")` connects to that database; `release()` stops the server after its last user. */
export type EmbeddedPostgres = { urlOf(database: string): string; release(): Promise<void> };

type Server = { port: number; password: string };
type Options = {
  /** Folder of this server; made when missing. */
  folder: string;
  /** Loopback port; 0 = any free one. */
  port?: number;
  /** Extra settings, for tests that may lose their data. */
  settings?: Record<string, string>;
};

/**
 * Joins the PostgreSQL server of `folder`, or starts it. The server is nobody's child: it lives until its last
 * user releases it, and whoever comes after a `kill -9` finds it running, or recovers it.
 * @throws Error in plain words when the folder or the port cannot be used.
 */
export async function joinEmbeddedPostgres({
  folder,
  port = 0,
  settings = {},
}: Options): Promise<EmbeddedPostgres> {
  const root = path.resolve(folder);
  assertWritable(root);
  const users = path.join(root, "users");
  const mark = path.join(users, String(process.pid));
  const lock = path.join(root, "lock");
  await mkdir(users, { recursive: true });
  const binaries = await findBinaries();
  const runAs = findRunAs();

  const server = await withFileLock(lock, async () => {
    await writeFile(mark, "");
    return (await running(root)) ?? (await start(root, binaries, runAs, port, settings));
  });
  process.once("exit", () => rmSync(mark, { force: true }));

  return {
    urlOf: (database) => `postgresql://postgres:${server.password}@127.0.0.1:${server.port}/${database}`,
    release: () =>
      withFileLock(lock, async () => {
        await rm(mark, { force: true });
        const others = (await readdir(users)).map(Number).filter(isAlive);
        if (others.length > 0) return;
        await run(runAs, binaries.pg_ctl, ["-D", path.join(root, "cluster"), "-m", "fast", "-w", "stop"]);
      }),
  };
}

async function running(root: string): Promise<Server | null> {
  const file = path.join(root, "server.json");
  if (!existsSync(file) || !existsSync(path.join(root, "cluster", "postmaster.pid"))) return null;
  const server = JSON.parse(await readFile(file, "utf8")) as Server;
  const client = new pg.Client({
    host: "127.0.0.1",
    port: server.port,
    user: "postgres",
    password: server.password,
    database: "postgres",
    connectionTimeoutMillis: 5_000,
  });
  client.on("error", () => {});
  try {
    await client.connect();
    return server;
  } catch {
    return null; // its pid file outlived it: pg_ctl recovers
  } finally {
    await client.end().catch(() => {});
  }
}

async function start(
  root: string,
  binaries: Binaries,
  runAs: RunAs,
  wanted: number,
  settings: Record<string, string>,
): Promise<Server> {
  const cluster = path.join(root, "cluster");
  const log = path.join(cluster, "server.log");
  const password = existsSync(path.join(cluster, "PG_VERSION"))
    ? await knownPassword(root)
    : await initialise(root, binaries, runAs);
  const port = wanted || (await freePort());
  const options = {
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: "",
    max_connections: "200",
    ...settings,
  };
  const flags = Object.entries(options)
    .map(([key, value]) => `-c ${key}='${value}'`)
    .join(" ");
  const args = ["-D", cluster, "-l", log, "-w", "-t", "90", "-o", flags, "start"];
  for (const deadline = Date.now() + 15_000; ; ) {
    const { code, output } = await run(runAs, binaries.pg_ctl, args);
    if (code === 0) break;
    const why = await whyNotStarted(root, port, log, output);
    // A server that was just killed takes a moment to be gone, with all its children.
    if (!/postmaster\.pid|shared memory block/.test(why) || Date.now() > deadline) throw new Error(why);
    await sleep(200);
  }
  const server = { port, password };
  await writeFile(path.join(root, "server.json"), JSON.stringify(server), { mode: 0o600 });
  return server;
}

async function knownPassword(root: string): Promise<string> {
  try {
    return (await readFile(path.join(root, "password"), "utf8")).trim();
  } catch (cause) {
    throw new Error(
      `${root} holds a database whose password file is missing or not readable by you. Run as the user who made it, or point DATA_DIR somewhere else.`,
      { cause },
    );
  }
}

async function initialise(root: string, binaries: Binaries, runAs: RunAs): Promise<string> {
  const cluster = path.join(root, "cluster");
  const password = randomBytes(18).toString("base64url");
  const file = path.join(root, "password");
  await writeFile(file, password, { mode: 0o600 });
  await rm(cluster, { recursive: true, force: true }); // what an interrupted first start left
  runAs.own(cluster);
  const { code, output } = await run(runAs, binaries.initdb, [
    "-D",
    cluster,
    "--username=postgres",
    "--auth=scram-sha-256",
    `--pwfile=${file}`,
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--no-instructions",
  ]);
  if (code === 0) return password;
  await rm(cluster, { recursive: true, force: true });
  throw new Error(`PostgreSQL could not make its data folder in ${root}: ${lastLines(output)}`);
}

async function whyNotStarted(root: string, port: number, log: string, output: string): Promise<string> {
  const said = lastLines(await readFile(log, "utf8").catch(() => output));
  if (/could not bind|Address already in use/i.test(said))
    return `Port ${port} is taken by another program: choose another DATABASE_PORT, or leave it out for any free one.`;
  if (/incompatible with server|initialized by PostgreSQL version/i.test(said))
    return `${root} was made by another version of PostgreSQL. Move it away, or set DATABASE_URL to a server of that version.`;
  return `PostgreSQL did not start in ${root}: ${said}`;
}

const lastLines = (text: string) => text.trim().split("\n").slice(-6).join(" · ");

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no free port")),
      );
    });
  });
}
