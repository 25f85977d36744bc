import { TOTP } from "otpauth";
import { expect, test } from "vitest";
import "@/lib/testing/database";
import { type Actor, anonymous, job } from "@/lib/actor";
import {
  beginSecondFactor,
  confirmSecondFactor,
  FactorCode,
  proveSecondFactor,
  renewRecoveryCodes,
  secondFactorOf,
  turnOffSecondFactor,
} from "@/lib/auth/second-factor";
import { decryptJson } from "@/lib/auth/secrets";
import type { Session } from "@/lib/auth/session";
import { totpStep } from "@/lib/auth/totp";
import { db } from "@/lib/db";
import { makeUser } from "@/lib/testing/factories";

const now = new Date("2026-11-24T12:00:10Z");
const in30 = (steps: number) => new Date(now.getTime() + steps * 30_000);
const codeOf = (secret: string, at: Date) => ({
  code: new TOTP({ secret }).generate({ timestamp: at.getTime() }),
});
const fresh = (userId: number): Session => ({ userId, began: now, signedInAt: now, proof: null });
const row = (id: number) => db.user.findUniqueOrThrow({ where: { id } });

async function somebody() {
  const { id } = await makeUser();
  const actor: Actor = { kind: "citizen", userId: id };
  return { id, actor };
}

/** Somebody whose second factor is on since `now`. */
async function withFactor() {
  const { id, actor } = await somebody();
  await beginSecondFactor(actor, fresh(id), now);
  const pending = await secondFactorOf(actor);
  if (pending.state !== "pending") throw new Error(pending.state);
  const { codes } = await confirmSecondFactor(actor, codeOf(pending.secret, now), now);
  return { id, actor, secret: pending.secret, codes };
}

// RFC 6238, appendix B: the last six digits of its SHA-1 rows.
const rfcSecret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
test.each([
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_234_567_890, "005924"],
  [2_000_000_000, "279037"],
])("at second %i of the epoch the code of the RFC's secret is %s", (seconds, code) => {
  const at = (more: number) => new Date((seconds + more) * 1000);
  const step = Math.floor(seconds / 30);
  expect(totpStep(rfcSecret, code, at(0))).toBe(step);
  expect(totpStep(rfcSecret, `${code.slice(0, 3)} ${code.slice(3)}`, at(30))).toBe(step);
  expect(totpStep(rfcSecret, code, at(-30))).toBe(step);
  expect(totpStep(rfcSecret, code, at(90))).toBeNull();
  expect(totpStep(rfcSecret, code, at(-90))).toBeNull();
});

test("set up: a secret that is kept encrypted and shown until a code of it was given", async () => {
  const { id, actor } = await somebody();
  expect(await secondFactorOf(actor)).toEqual({ state: "off" });
  await beginSecondFactor(actor, fresh(id), now);
  const pending = await secondFactorOf(actor);
  if (pending.state !== "pending") throw new Error(pending.state);
  expect(pending.secret).toMatch(/^[A-Z2-7]{32}$/);
  expect(pending.uri).toMatch(/^otpauth:\/\/totp\/Mendline:person-\d+%40town\.example\?/);
  const kept = (await row(id)).totpSecret ?? "";
  expect(kept).not.toContain(pending.secret);
  expect(decryptJson(kept)).toBe(pending.secret);

  await expect(confirmSecondFactor(actor, { code: "000000" }, now)).rejects.toMatchObject({
    fields: { code: expect.any(String) },
  });
  const { codes, confirmedAt } = await confirmSecondFactor(actor, codeOf(pending.secret, now), now);
  expect(confirmedAt).toEqual(now);
  expect(new Set(codes).size).toBe(10);
  expect(codes[0]).toMatch(/^[a-z2-9]{5}-[a-z2-9]{5}$/);
  expect(await secondFactorOf(actor)).toEqual({ state: "on", since: now, codesLeft: 10 });
  expect(JSON.stringify(await row(id))).not.toContain(codes[0]);
  const audit = JSON.stringify(await db.auditEntry.findMany({ where: { userId: id } }));
  expect(audit).toContain("account.second-factor-on");
  expect(audit).not.toContain(pending.secret);
});

test("beginning takes a fresh session, and no factor that is on already", async () => {
  const { id, actor } = await somebody();
  const old = { ...fresh(id), signedInAt: new Date(now.getTime() - 15 * 60_000) };
  await expect(beginSecondFactor(actor, old, now)).rejects.toMatchObject({ code: "invalid" });
  await expect(confirmSecondFactor(actor, { code: "123456" }, now)).rejects.toMatchObject({
    code: "conflict",
  });
  const other = await withFactor();
  const before = await row(other.id);
  await expect(beginSecondFactor(other.actor, fresh(other.id), now)).rejects.toMatchObject({
    code: "conflict",
  });
  expect(await row(other.id)).toEqual(before);
});

test("a code works once, one step early or late, and none before the last that was taken", async () => {
  const { id, secret } = await withFactor();
  const show = (step: number, at: Date) => proveSecondFactor(id, codeOf(secret, in30(step)), at);
  // The one that confirmed the set-up is used.
  await expect(show(0, in30(1))).rejects.toMatchObject({ code: "invalid" });
  await show(1, in30(2));
  await expect(show(1, in30(2))).rejects.toMatchObject({ code: "invalid" });
  await show(3, in30(2));
  await expect(show(2, in30(2))).rejects.toMatchObject({ code: "invalid" });
  await expect(show(6, in30(8))).rejects.toMatchObject({ code: "invalid" });
});

test("of two requests with the same code at once, one gets in", async () => {
  const { id, secret, codes } = await withFactor();
  for (const code of [codeOf(secret, in30(5)), { code: codes[3] ?? "" }]) {
    const tried = await Promise.allSettled([1, 2, 3].map(() => proveSecondFactor(id, code, in30(5))));
    expect(tried.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  }
});

test("a recovery code opens once, however it is typed", async () => {
  const { id, actor, codes } = await withFactor();
  const [first = "", second = ""] = codes;
  await proveSecondFactor(id, FactorCode.parse({ code: ` ${first.toUpperCase().replace("-", " ")}` }), now);
  await expect(proveSecondFactor(id, { code: first }, now)).rejects.toMatchObject({ code: "invalid" });
  expect(await secondFactorOf(actor)).toMatchObject({ codesLeft: 9 });
  const renewed = await renewRecoveryCodes(actor, { code: second }, now);
  expect(await secondFactorOf(actor)).toMatchObject({ codesLeft: 10 });
  await expect(proveSecondFactor(id, { code: codes[2] ?? "" }, now)).rejects.toMatchObject({
    code: "invalid",
  });
  await proveSecondFactor(id, { code: renewed[0] ?? "" }, now);
});

test("turning it off takes a code, and leaves nothing of it", async () => {
  const { id, actor, secret } = await withFactor();
  await expect(turnOffSecondFactor(actor, { code: "111111" }, in30(3))).rejects.toMatchObject({
    code: "invalid",
  });
  expect(await secondFactorOf(actor)).toMatchObject({ state: "on" });
  await turnOffSecondFactor(actor, codeOf(secret, in30(3)), in30(3));
  expect(await row(id)).toMatchObject({
    totpSecret: null,
    totpConfirmedAt: null,
    totpLastStep: null,
    recoveryCodes: [],
  });
  await expect(proveSecondFactor(id, codeOf(secret, in30(4)), in30(4))).rejects.toMatchObject({
    code: "conflict",
  });
});

test("a secret that is only being set up proves nothing", async () => {
  const { id, actor } = await somebody();
  await beginSecondFactor(actor, fresh(id), now);
  const pending = await secondFactorOf(actor);
  if (pending.state !== "pending") throw new Error(pending.state);
  await expect(proveSecondFactor(id, codeOf(pending.secret, now), now)).rejects.toMatchObject({
    code: "conflict",
  });
  await expect(turnOffSecondFactor(actor, codeOf(pending.secret, now), now)).rejects.toMatchObject({
    code: "conflict",
  });
});

test("only people have second factors", async () => {
  for (const actor of [anonymous, job("sweep")]) {
    const forbidden = { code: "forbidden" };
    await expect(secondFactorOf(actor)).rejects.toMatchObject(forbidden);
    await expect(beginSecondFactor(actor, null)).rejects.toMatchObject(forbidden);
    await expect(confirmSecondFactor(actor, { code: "123456" })).rejects.toMatchObject(forbidden);
    await expect(turnOffSecondFactor(actor, { code: "123456" })).rejects.toMatchObject(forbidden);
    await expect(renewRecoveryCodes(actor, { code: "123456" })).rejects.toMatchObject(forbidden);
  }
});
