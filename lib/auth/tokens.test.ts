import { beforeAll, expect, test } from "vitest";
import "@/lib/testing/database";
import { createToken, findToken, markUsed, signsIn, type Token, tokenText } from "@/lib/auth/tokens";
import { db } from "@/lib/db";
import { env, provideEnv } from "@/lib/env";
import { makeUser } from "@/lib/testing/factories";

const now = new Date("2026-11-24T12:00:00Z");
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

let token: Token;
beforeAll(async () => {
  const user = await makeUser();
  token = await createToken(db, { kind: "sign_in", userId: user.id, now, ttl: 60 * 60_000 });
});

test("a link is found by its text, as often as it is followed", async () => {
  const text = tokenText(token);
  expect(text).toMatch(/^[\w-]+\.[\w-]{43}$/);
  expect(await findToken(text, later(1))).toEqual(token);
  expect(await findToken(text, later(59))).toEqual(token);
});

test("a link is of no use once its time has come", async () => {
  expect(await findToken(tokenText(token), later(60))).toBeNull();
});

test("a link altered by any one character is of no use", async () => {
  const text = tokenText(token);
  for (let at = 0; at < text.length; at++) {
    // The last character of base64url carries bits that decode to nothing: the text itself is compared.
    const other = text[at] === "A" ? "B" : "A";
    const altered = text.slice(0, at) + other + text.slice(at + 1);
    expect(await findToken(altered, now), `character ${at}`).toBeNull();
  }
});

test.each([
  "",
  ".",
  "a.b",
  "MQ",
  "MQ.",
  "MQ.AAAA",
  `MQ.${"A".repeat(43)}`,
  `OTk5OTk5OTk5OTk5.${"A".repeat(43)}`,
  `4pyT.${"A".repeat(43)}`,
  "%00",
])("nonsense is no link: %j", async (text) => {
  expect(await findToken(text, now)).toBeNull();
});

test("the text is bound to id, kind, nonce and SECRET", async () => {
  const text = tokenText(token);
  for (const changed of [{ id: token.id + 1 }, { kind: "confirm_report" as const }, { nonce: "other" }]) {
    expect(tokenText({ ...token, ...changed })).not.toBe(text);
  }
  const secret = env.SECRET;
  provideEnv({ SECRET: "another secret that is long enough too" });
  expect(tokenText(token)).not.toBe(text);
  expect(await findToken(text, now)).toBeNull();
  provideEnv({ SECRET: secret });
});

test("a row that changed its kind no longer answers to its link", async () => {
  const text = tokenText(token);
  await db.token.update({ where: { id: token.id }, data: { kind: "stop_alert" } });
  expect(await findToken(text, now)).toBeNull();
  await db.token.update({ where: { id: token.id }, data: { kind: "sign_in" } });
  expect(await findToken(text, now)).not.toBeNull();
});

test("the first use is noted once, and opens sessions for some hours more", async () => {
  await markUsed(db, token.id, later(1));
  await markUsed(db, token.id, later(5));
  const { usedAt } = await db.token.findUniqueOrThrow({ where: { id: token.id } });
  expect(usedAt).toEqual(later(1));
  expect(signsIn({ usedAt: null }, now)).toBe(true);
  expect(signsIn({ usedAt }, later(1 + 239))).toBe(true);
  expect(signsIn({ usedAt }, later(1 + 240))).toBe(false);
});
