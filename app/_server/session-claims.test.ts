import { encode } from "next-auth/jwt";
import { expect, test } from "vitest";
import { readSession, writeSession } from "@/app/_server/session-claims";
import { sessionCookie } from "@/app/_server/session-cookie";
import { env, provideEnv } from "@/lib/env";

const began = new Date("2026-11-24T12:00:00Z");
const signedInAt = new Date("2026-11-24T09:00:00Z");
const session = { userId: 7, began, signedInAt, proof: null };

test.each([null, { by: "code", at: began }, { by: "provider", at: began }] as const)(
  "a session is read back as it was written, and tells a reader nothing: proof %j",
  async (proof) => {
    const cookie = await writeSession({ ...session, proof });
    expect(await readSession(cookie)).toEqual({ ...session, proof });
    expect(cookie.split(".")).toHaveLength(5);
  },
);

test("a session of before there was a second factor has shown none", async () => {
  const cookie = await encode({ secret: env.SECRET, token: { sub: "7", began: began.getTime() } });
  expect(await readSession(cookie)).toEqual({ userId: 7, began, signedInAt: began, proof: null });
});

test("an altered, foreign, expired or claimless cookie is no session", async () => {
  const cookie = await writeSession(session);
  // Not the last character, half of whose bits are padding.
  const altered = cookie.slice(0, -10) + (cookie.at(-10) === "x" ? "y" : "x") + cookie.slice(-9);
  expect(await readSession(altered)).toBeNull();
  expect(await readSession("")).toBeNull();
  expect(await readSession("a.b.c.d.e")).toBeNull();
  const { SECRET: secret } = env;
  expect(await readSession(await encode({ secret, token: { sub: "7", began: 1 }, maxAge: -60 }))).toBeNull();
  expect(await readSession(await encode({ secret, token: { sub: "7" } }))).toBeNull();
  expect(await readSession(await encode({ secret, token: { sub: "seven", began: 1 } }))).toBeNull();
  const odd = { sub: "7", began: 1, proof: { by: "hearsay", at: 1 } };
  expect(await readSession(await encode({ secret, token: odd }))).toBeNull();
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
