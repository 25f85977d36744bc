import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { defineConfig } from "vitest/config";

const files = ["lib", "jobs", "app", "components", "prisma"].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.test\.tsx?$/.test(file))
    .map((file) => path.posix.join(folder, ...file.split(path.sep))),
);
const text = (file: string) => readFileSync(file, "utf8");
/** What cannot share a process: child processes, mocked modules and clocks, and what says so. */
const isAlone = (file: string) => /process\.env|spawn|vi\.(mock|use|stub)|@alone/.test(text(file));
/** What has a database, settings or servers of its own, and leaves the process as it was (lib/testing/setup.ts). */
const isVerb = (file: string) =>
  !isAlone(file) && /testing\/(database|council)"|provideEnv|listen\(|@\/lib\/db"/.test(text(file));
const globalSetup = ["lib/testing/global-setup.ts"];

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
      { extends: true, test: { name: "alone", include: files.filter(isAlone), globalSetup } },
      {
        // Half of all time would go into reading the same modules again for each file. What is set up is set up for each.
        extends: true,
        test: {
          name: "verbs",
          include: files.filter(isVerb),
          isolate: false,
          setupFiles: ["lib/testing/database.ts"],
          globalSetup,
        },
      },
      {
        extends: true,
        test: {
          name: "pure",
          include: files.filter((file) => !isAlone(file) && !isVerb(file)),
          isolate: false,
        },
      },
    ],
  },
});
