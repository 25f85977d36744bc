import { afterEach, expect, vi } from "vitest";
import { provideEnv } from "@/lib/env";

// Files follow each other in one process: each finds the environment as the first one did.
const store = globalThis as { envAtFirst?: NodeJS.ProcessEnv };
store.envAtFirst ??= { ...process.env };
for (const name of Object.keys(process.env)) if (!(name in store.envAtFirst)) delete process.env[name];
Object.assign(process.env, store.envAtFirst);

provideEnv({
  NODE_ENV: "test",
  SECRET: "a secret that only the tests know, long enough",
  SITE_URL: "https://mendline.test",
  STAGING: "0",
  PRIVATE_HOSTS: "127.0.0.1",
  DATA_DIR: ".data/test",
});

// A test that logs an error nobody asked for has found one: it fails.
const errorSpy = vi.spyOn(console, "error");
afterEach(() => {
  const calls = errorSpy.mock.calls.map((call) => call.map(String).join(" "));
  errorSpy.mockClear();
  expect(calls, "unexpected console.error").toEqual([]);
});
