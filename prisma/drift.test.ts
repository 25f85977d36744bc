import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { testDatabaseUrl } from "@/lib/testing/database";

const run = promisify(execFile);
const prisma = (...args: string[]) =>
  run(process.execPath, ["node_modules/prisma/build/index.js", ...args], {
    env: { ...process.env, DATABASE_URL: testDatabaseUrl },
  });

// Through prisma/schema-engine.mjs: nothing is downloaded.
test("the migrations make exactly the schema", async () => {
  const { stdout } = await prisma(
    "migrate",
    "diff",
    "--from-migrations",
    "prisma/migrations",
    "--to-schema",
    "prisma/schema.prisma",
    "--exit-code",
  );
  expect(stdout).toContain("No difference detected");
});

test("a migrated database has nothing left to migrate", async () => {
  const { stdout } = await prisma("migrate", "status");
  expect(stdout).toContain("Database schema is up to date");
});
