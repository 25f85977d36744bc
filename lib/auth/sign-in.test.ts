import { expect, test } from "vitest";
import "@/lib/testing/database";
import { acceptSignIn, requestSignIn, SignInRequest, signInOf } from "@/lib/auth/sign-in";
import { createToken, tokenText } from "@/lib/auth/tokens";
import { db } from "@/lib/db";
import { makeReport, makeUser } from "@/lib/testing/factories";

const now = new Date("2026-11-24T12:00:00Z");
const hours = (n: number) => new Date(now.getTime() + n * 3_600_000);

async function asked(email: string, next?: string) {
  await requestSignIn(SignInRequest.parse({ email, next }), now);
  const user = await db.user.findUniqueOrThrow({ where: { email: email.toLowerCase() } });
  return db.token.findFirstOrThrow({ where: { userId: user.id }, orderBy: { id: "desc" } });
}

test("a known and an unknown address get the same: a link by mail", async () => {
  const known = await makeUser({ email: "known@town.example" });
  const first = await asked("Known@Town.example", "/report/3");
  const second = await asked("new@town.example", "https://evil.example");
  expect(first).toMatchObject({ userId: known.id, next: "/report/3", kind: "sign_in" });
  expect(second).toMatchObject({ next: null, kind: "sign_in" });
  const jobs = await db.$queryRaw<{ n: number }[]>`
    select count(*)::int as n from graphile_worker.jobs where task_identifier = 'mail-token'`;
  expect(jobs).toEqual([{ n: 2 }]);
});

test("looking at a link signs nobody in; accepting it verifies the address and leads on", async () => {
  const token = await asked("look@town.example", "/around");
  const text = tokenText(token);
  expect(await signInOf(text, now)).toEqual({ next: "/around" });
  expect(await db.token.findUniqueOrThrow({ where: { id: token.id } })).toMatchObject({ usedAt: null });
  expect(await acceptSignIn(text, hours(1))).toEqual({ userId: token.userId, next: "/around" });
  expect(await db.user.findUniqueOrThrow({ where: { id: token.userId } })).toMatchObject({
    emailVerifiedAt: hours(1),
  });
  // A second click soon after is fine; a mail that somebody finds in the evening is not.
  expect(await acceptSignIn(text, hours(2))).toMatchObject({ userId: token.userId });
  await expect(acceptSignIn(text, hours(6))).rejects.toMatchObject({ code: "not_found" });
  expect(await signInOf(text, hours(6))).toBeNull();
});

test("an expired link and one of another kind sign nobody in", async () => {
  const text = tokenText(await asked("late@town.example"));
  await expect(acceptSignIn(text, hours(24))).rejects.toMatchObject({ code: "not_found" });
  const report = await makeReport({ visibility: "unconfirmed" });
  const other = await createToken(db, {
    kind: "confirm_report",
    userId: report.reporterId ?? 0,
    reportId: report.id,
    now,
    ttl: 1000,
  });
  await expect(acceptSignIn(tokenText(other), now)).rejects.toMatchObject({ code: "not_found" });
});

test("what is no address is refused before anything is written", () => {
  for (const email of ["", "nobody", "a@b", "a b@town.example", "a@town.example\nBcc: x@y.example"]) {
    expect(SignInRequest.safeParse({ email }).success, email).toBe(false);
  }
});
