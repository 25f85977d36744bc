import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { defineConfig } from "vitest/config";

const files = ["lib", "jobs", "app", "components", "prisma"].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.test\.tsx?$/.test(file))
    .map((file) => path.posix.join(folder, ...file.split(path.sep))),
);
/** What leaves traces in its process: a database of its own, other settings, servers, child processes. */
const leavesTraces = /testing\/(database|council)"|provideEnv|process\.env|vi\.|listen\(|spawn|@\/lib\/db"/;
const isAlone = (file: string) => leavesTraces.test(readFileSync(file, "utf8"));

export default defineConfig({
  resolve: { alias: { "@": path.resolve(import.meta.dirname) } },
  test: {
    setupFiles: ["lib/testing/setup.ts"],
    env: { LOG_LEVEL: "silent" },
    // More than there are cores: a test waits for the database half of its time.
    maxWorkers: 4,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: { name: "alone", include: files.filter(isAlone), globalSetup: ["lib/testing/global-setup.ts"] },
      },
      {
        // Half of all time would go into reading the same modules again for each file.
        extends: true,
        test: { name: "pure", include: files.filter((file) => !isAlone(file)), isolate: false },
      },
    ],
  },
});
