import { encode } from "next-auth/jwt";
import { expect, test } from "vitest";
import { readSession, writeSession } from "@/app/_server/auth";
import { sessionCookie } from "@/app/_server/session-cookie";
import { env, provideEnv } from "@/lib/env";

const claims = { userId: 7, began: new Date("2026-11-24T12:00:00Z") };

test("a session is read back as it was written, and tells a reader nothing", async () => {
  const cookie = await writeSession(claims);
  expect(await readSession(cookie)).toEqual(claims);
  expect(cookie.split(".")).toHaveLength(5);
});

test("an altered, foreign, expired or claimless cookie is no session", async () => {
  const cookie = await writeSession(claims);
  expect(await readSession(`${cookie.slice(0, -2)}xx`)).toBeNull();
  expect(await readSession("")).toBeNull();
  expect(await readSession("a.b.c.d.e")).toBeNull();
  const { SECRET: secret } = env;
  expect(await readSession(await encode({ secret, token: { sub: "7", began: 1 }, maxAge: -60 }))).toBeNull();
  expect(await readSession(await encode({ secret, token: { sub: "7" } }))).toBeNull();
  expect(await readSession(await encode({ secret, token: { sub: "seven", began: 1 } }))).toBeNull();
  provideEnv({ SECRET: "another secret that is long enough too" });
  expect(await readSession(cookie)).toBeNull();
  provideEnv({ SECRET: secret });
});

test("the cookie is bound to HTTPS exactly where the site is", () => {
  expect(sessionCookie()).toMatchObject({
    name: "__Secure-next-auth.session-token",
    options: { secure: true, httpOnly: true, sameSite: "lax" },
  });
  provideEnv({ SITE_URL: "http://localhost:3000" });
  expect(sessionCookie()).toMatchObject({ name: "next-auth.session-token", options: { secure: false } });
  provideEnv({ SITE_URL: "https://mendline.test" });
});
