import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseEnv, settingNames } from "@/lib/env";

test("everything optional has a working default", () => {
  const env = parseEnv({ NODE_ENV: "production" });
  expect(env).toMatchObject({
    PORT: 3000,
    SITE_URL: "http://localhost:3000",
    STAGING: false,
    PRIVATE_HOSTS: [],
    GEOCODER: "gazetteer",
  });
});

test("nothing is live by accident: outside production, staging is on unless switched off", () => {
  expect(parseEnv({ NODE_ENV: "development" }).STAGING).toBe(true);
  expect(parseEnv({ NODE_ENV: "development", STAGING: "0" }).STAGING).toBe(false);
  expect(parseEnv({ NODE_ENV: "production", STAGING: "1" }).STAGING).toBe(true);
});

test("an empty value is the same as none", () => {
  expect(parseEnv({ NODE_ENV: "production", PORT: "", STAGING: "" })).toMatchObject({
    PORT: 3000,
    STAGING: false,
  });
});

test("all that is wrong is said at once, with what it should be", () => {
  const wrong = () =>
    parseEnv({ NODE_ENV: "production", PORT: "many", SECRET: "short", DATABASE_URL: "mysql://x" });
  expect(wrong).toThrow(/PORT:[\s\S]*/);
  expect(wrong).toThrow("openssl rand -hex 32");
  expect(wrong).toThrow(/DATABASE_URL:/);
});

test("private hosts and the site's address are tidied", () => {
  const env = parseEnv({
    NODE_ENV: "production",
    PRIVATE_HOSTS: " 10.0.0.0/8, crm.local ,",
    SITE_URL: "https://a.example/",
  });
  expect(env.PRIVATE_HOSTS).toEqual(["10.0.0.0/8", "crm.local"]);
  expect(env.SITE_URL).toBe("https://a.example");
});

test(".env.example names every setting, and none that there is not", () => {
  const named = readFileSync(".env.example", "utf8").match(/^[A-Z0-9_]+(?==)/gm) ?? [];
  // Read before there is an environment: by the launchers, by the demo.
  const launchers = ["DATABASE_NAME", "DATABASE_PORT", "MIGRATE", "COUNCIL_PORT", "DEMO_REPORTS"];
  expect([...named].sort()).toEqual([...settingNames, ...launchers].sort());
});
