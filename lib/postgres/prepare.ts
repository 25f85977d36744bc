import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { runMigrations } from "graphile-worker";
import pg from "pg";
import { env, provideEnv, rawEnv } from "@/lib/env";
import { joinEmbeddedPostgres } from "@/lib/postgres/embedded";

const execute = promisify(execFile);

/**
 * Makes the environment complete: without `DATABASE_URL` the embedded server is joined or started and its
 * database made; without `SECRET` one is made and kept beside it. With `DATABASE_URL` nothing of this is touched.
 * @returns what ends our use of the embedded server
 */
export async function prepareEnvironment(): Promise<() => Promise<void>> {
  const given = rawEnv();
  if (given.DATABASE_URL) return async () => {};
  const dataDir = path.resolve(given.DATA_DIR || ".data");
  const postgres = await joinEmbeddedPostgres({
    folder: path.join(dataDir, "postgres"),
    port: Number(given.DATABASE_PORT || 0),
  });
  const database = given.DATABASE_NAME || "mendline";
  await createDatabase(postgres.urlOf("postgres"), database);
  provideEnv({ DATABASE_URL: postgres.urlOf(database), SECRET: given.SECRET || keptSecret(dataDir) });
  return postgres.release;
}

/** Brings the database's tables, and the queue's, to what this version needs. Safe to run by several at once. */
export async function migrate(): Promise<void> {
  const connectionString = env.DATABASE_DIRECT_URL ?? env.DATABASE_URL;
  const prisma = path.resolve("node_modules/prisma/build/index.js");
  await execute(process.execPath, [prisma, "migrate", "deploy"], {
    env: { ...rawEnv(), DATABASE_URL: connectionString },
  });
  await runMigrations({ connectionString });
}

async function createDatabase(url: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`create database ${pg.escapeIdentifier(name)}`);
  } catch (error) {
    // 42P04: there already; 23505: another process makes it at this moment.
    if (!["42P04", "23505"].includes((error as { code?: string }).code ?? "")) throw error;
  } finally {
    await client.end();
  }
}

function keptSecret(dataDir: string): string {
  const file = path.join(dataDir, "secret");
  mkdirSync(dataDir, { recursive: true });
  if (!existsSync(file)) {
    try {
      writeFileSync(file, randomBytes(32).toString("hex"), { mode: 0o600, flag: "wx" });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
  return readFileSync(file, "utf8").trim();
}
