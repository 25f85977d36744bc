import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { provideEnv } from "@/lib/env";
import { joinEmbeddedPostgres } from "@/lib/postgres/embedded";
import { migrate } from "@/lib/postgres/prepare";

declare module "vitest" {
  interface ProvidedContext {
    postgres: { admin: string; template: string };
  }
}

/**
 * Once before all tests: a PostgreSQL server whose data may be lost, and a template database with our tables,
 * named after the migrations it holds, so that the next run finds it ready.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await joinEmbeddedPostgres({
    folder: path.resolve(".data/test/postgres"),
    settings: { fsync: "off", synchronous_commit: "off", full_page_writes: "off" },
  });
  const template = `template_${fingerprint()}`;
  const admin = new pg.Client({ connectionString: postgres.urlOf("postgres") });
  await admin.connect();
  // One process makes the template, others wait for it.
  await admin.query("select pg_advisory_lock(31311)");
  const { rowCount } = await admin.query("select 1 from pg_database where datname = $1", [template]);
  if (rowCount === 0) {
    await admin.query(`create database "${template}_making"`).catch(() => {});
    provideEnv({
      DATABASE_URL: postgres.urlOf(`${template}_making`),
      SECRET: "x".repeat(32),
      NODE_ENV: "test",
    });
    await migrate();
    await admin.query(`alter database "${template}_making" rename to "${template}"`);
  }
  await admin.query("select pg_advisory_unlock(31311)");
  await admin.end();
  project.provide("postgres", { admin: postgres.urlOf("postgres"), template });
  return postgres.release;
}

function fingerprint(): string {
  const hash = createHash("sha256");
  const folder = path.resolve("prisma/migrations");
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
    if (file.endsWith(".sql")) hash.update(file).update(readFileSync(path.join(folder, file)));
  }
  hash.update(readFileSync("node_modules/graphile-worker/package.json"));
  return hash.digest("hex").slice(0, 12);
}
