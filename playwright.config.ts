import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

const port = Number(process.env.E2E_PORT ?? 3210);
const chromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((file) => existsSync(file));

// The journeys walk the demo as a visitor does: a production build, the worker, the demo council, an outbox.
export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  timeout: 60_000,
  expect: { timeout: 10_000 },
  workers: 2,
  // A browser on a busy machine may miss a moment once; a fault shows twice.
  retries: process.env.CI ? 1 : 0,
  forbidOnly: Boolean(process.env.CI),
  // Tracing costs a third of the time; `npx playwright test --trace on` shows a failure step by step.
  reporter: [["list"]],
  use: {
    baseURL: `http://localhost:${port}`,
    launchOptions: {
      ...(chromium && { executablePath: chromium }),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  webServer: {
    command: "npx tsx jobs/demo.ts",
    url: `http://localhost:${port}/api/health`,
    timeout: 300_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 30_000 },
    stdout: "pipe",
    env: {
      PORT: String(port),
      COUNCIL_PORT: String(port + 1),
      DATA_DIR: ".data/e2e",
      MAIL_OUTBOX: ".data/e2e/outbox",
      DATABASE_NAME: "mendline_e2e",
      DEMO_REPORTS: "600",
    },
  },
});
