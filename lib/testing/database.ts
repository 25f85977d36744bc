import pg from "pg";
import { afterAll, inject } from "vitest";
import { disconnect } from "@/lib/db";
import { provideEnv } from "@/lib/env";

// Import this file for its effect: the test file gets a database of its own, cloned from the template.
const { admin, template } = inject("postgres");
const name = `test_${process.pid}_${crypto.randomUUID().slice(0, 8)}`;
const url = new URL(admin);
url.pathname = `/${name}`;

async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: admin });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

await onServer(`create database "${name}" template "${template}"`);
provideEnv({ DATABASE_URL: url.href, DATABASE_POOL: "5" });
afterAll(async () => {
  await disconnect();
  await onServer(`drop database "${name}" with (force)`);
});

/** Address of this file's database, for a second process. */
export const testDatabaseUrl = url.href;
