import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, expect, test } from "vitest";
import { joinEmbeddedPostgres } from "@/lib/postgres/embedded";

const made: string[] = [];
/** As private as a temporary folder can be: root's helper must get through it all the same. */
function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "mendline-pg-"));
  chmodSync(folder, 0o700);
  made.push(folder);
  return folder;
}
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
const postmaster = (folder: string) =>
  Number(readFileSync(path.join(folder, "cluster/postmaster.pid"), "utf8").split("\n")[0]);
const unreachable = (url: string) => expect(query(url, "select 1")).rejects.toThrow(/ECONNREFUSED/);

/** Another process that uses the server of `folder`, and says so. */
async function startUser(folder: string) {
  const script = `
    import { joinEmbeddedPostgres } from "@/lib/postgres/embedded";
    const server = await joinEmbeddedPostgres({ folder: process.argv[2] ?? "" });
    console.log("ready");
    process.on("SIGTERM", () => void server.release().then(() => process.exit(0)));
    setInterval(() => {}, 1000);`;
  const file = path.join(process.cwd(), `.data/test/user-${crypto.randomUUID()}.ts`);
  writeFileSync(file, script);
  const child = spawn(process.execPath, ["--import", "tsx", file, folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise((resolve) => child.stdout.once("data", resolve));
  rmSync(file);
  const ended = new Promise((resolve) => child.once("exit", resolve));
  return {
    end(signal: NodeJS.Signals) {
      child.kill(signal);
      return ended;
    },
  };
}

test("a second process joins the running server, and the last one to leave stops it", async () => {
  const folder = newFolder();
  const first = await joinEmbeddedPostgres({ folder });
  const pid = postmaster(folder);
  const second = await startUser(folder);
  expect(postmaster(folder)).toBe(pid);
  await first.release();
  expect(await query(first.urlOf("postgres"), "select 1 as one")).toEqual([{ one: 1 }]);
  await second.end("SIGTERM");
  await unreachable(first.urlOf("postgres"));
});

test("after a kill -9 of its starter the server is joined, its data kept, and stopped cleanly by the next", async () => {
  const folder = newFolder();
  const killed = await startUser(folder);
  await killed.end("SIGKILL");
  const next = await joinEmbeddedPostgres({ folder });
  await query(next.urlOf("postgres"), "create table kept (n int)");
  await next.release();
  await unreachable(next.urlOf("postgres"));
});

test("after a kill -9 of the server itself the next start recovers", async () => {
  const folder = newFolder();
  const first = await joinEmbeddedPostgres({ folder });
  await query(first.urlOf("postgres"), "create table kept as select 7 as n");
  process.kill(postmaster(folder), "SIGKILL");
  await expect.poll(() => query(first.urlOf("postgres"), "select 1").catch(() => "down")).toBe("down");
  const again = await joinEmbeddedPostgres({ folder });
  expect(await query(again.urlOf("postgres"), "select n from kept")).toEqual([{ n: 7 }]);
  await again.release();
});

test("several that start at once share one server", async () => {
  const folder = newFolder();
  const users = await Promise.all([startUser(folder), startUser(folder), startUser(folder)]);
  const mine = await joinEmbeddedPostgres({ folder });
  await Promise.all(users.map((user) => user.end("SIGTERM")));
  expect(await query(mine.urlOf("postgres"), "select 1 as one")).toEqual([{ one: 1 }]);
  await mine.release();
});

test("a taken port is named, with what to do", async () => {
  const blocker = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => blocker.once("listening", resolve));
  const { port } = blocker.address() as { port: number };
  await expect(joinEmbeddedPostgres({ folder: newFolder(), port })).rejects.toThrow(`Port ${port} is taken`);
  blocker.close();
});

test("a folder that cannot be used is named, with what to do", async () => {
  const file = path.join(newFolder(), "a-file");
  writeFileSync(file, "");
  await expect(joinEmbeddedPostgres({ folder: path.join(file, "data") })).rejects.toThrow(
    "cannot be written",
  );
});
