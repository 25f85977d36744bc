import { hash } from "@node-rs/argon2";
import { beforeAll, expect, test } from "vitest";
import "@/lib/testing/database";
import { type Actor, anonymous, job } from "@/lib/actor";
import { hasPassword, removePassword, setPassword, signInWithPassword } from "@/lib/auth/password";
import { checkPassword, hashPassword } from "@/lib/auth/password-hash";
import { NewPassword, weakness } from "@/lib/auth/password-rules";
import type { Session } from "@/lib/auth/session";
import { db } from "@/lib/db";
import { makeUser } from "@/lib/testing/factories";

const good = "walnut harbour Tuesday 7";
const other = "nine brass kettles hum";
const now = new Date("2026-11-24T12:00:00Z");
const session = (userId: number, minutes: number): Session => {
  const at = new Date(now.getTime() - minutes * 60_000);
  return { userId, began: at, signedInAt: at, proof: null };
};

let hashed: string;
beforeAll(async () => {
  hashed = await hashPassword(good);
});

async function somebody(passwordHash: string | null = hashed) {
  const user = await makeUser({ passwordHash });
  const actor: Actor = { kind: "citizen", userId: user.id };
  return { ...user, actor, email: user.email ?? "" };
}
const row = (id: number) => db.user.findUniqueOrThrow({ where: { id } });

test("a password is kept as argon2id, salted, and known again however its letters are composed", async () => {
  expect(hashed).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await hashPassword(good)).not.toBe(hashed);
  const accented = await hashPassword("caf\u00e9 on the corner");
  expect(await checkPassword("cafe\u0301 on the corner", accented)).toEqual({ right: true, outdated: false });
  expect(await checkPassword("cafe on the corner", accented)).toMatchObject({ right: false });
});

test("signing in: right, wrong, without a password, deleted and unknown", async () => {
  const user = await somebody();
  expect(await signInWithPassword({ email: user.email, password: good })).toEqual({ userId: user.id });
  const none = await somebody(null);
  const gone = await somebody();
  await db.user.update({ where: { id: gone.id }, data: { deletedAt: now } });
  const refusals = await Promise.all(
    [
      { email: user.email, password: other },
      { email: user.email, password: "" },
      { email: none.email, password: good },
      { email: none.email, password: "" },
      { email: gone.email, password: good },
      { email: "stranger@town.example", password: good },
    ].map((input) => signInWithPassword(input).catch((error: unknown) => error)),
  );
  // The same answer for all of them, word for word.
  for (const refusal of refusals) {
    expect(refusal).toMatchObject({ code: "invalid" });
    expect(refusal).toEqual(refusals[0]);
  }
});

test("an unknown account takes as long as a known one", async () => {
  const user = await somebody();
  const timed = async (email: string) => {
    const times: number[] = [];
    for (let i = 0; i < 9; i++) {
      const started = performance.now();
      await signInWithPassword({ email, password: other }).catch(() => {});
      times.push(performance.now() - started);
    }
    return times.sort((a, b) => a - b)[2] ?? 0;
  };
  await timed(user.email);
  const [known, unknown] = [await timed(user.email), await timed("nobody-at-all@town.example")];
  // Hashing takes tens of milliseconds; without it the unknown one would be over in two or three.
  expect(unknown).toBeGreaterThan(known / 3);
  expect(unknown).toBeLessThan(known * 3);
});

test("a hash made with lower costs is made anew when its owner signs in", async () => {
  const user = await somebody(await hash(good, { memoryCost: 4096, timeCost: 1, parallelism: 1 }));
  await signInWithPassword({ email: user.email, password: good });
  const { passwordHash } = await row(user.id);
  expect(passwordHash).toContain("m=19456,t=2,p=1");
  expect(await checkPassword(good, passwordHash)).toEqual({ right: true, outdated: false });
});

test("setting a password takes a fresh session, and ends the others", async () => {
  const { id, actor } = await somebody(null);
  const input = { current: "", password: good };
  for (const old of [session(id, 15), null]) {
    await expect(setPassword(actor, input, old, now)).rejects.toMatchObject({ code: "invalid" });
  }
  expect(await hasPassword(actor)).toBe(false);
  await setPassword(actor, input, session(id, 14), now);
  expect(await hasPassword(actor)).toBe(true);
  expect((await row(id)).sessionsEndedAt).toEqual(now);
  const entry = await db.auditEntry.findFirstOrThrow({ where: { userId: id } });
  expect(entry).toMatchObject({ action: "account.set-password" });
  expect(JSON.stringify(entry)).not.toContain("argon2");
});

test("in an older session the old password is asked for", async () => {
  const { id, actor, email } = await somebody();
  const change = (current: string) => setPassword(actor, { current, password: other }, session(id, 600), now);
  await expect(change("")).rejects.toMatchObject({ fields: { current: expect.any(String) } });
  await expect(change(other)).rejects.toMatchObject({ fields: { current: expect.any(String) } });
  await change(good);
  expect(await signInWithPassword({ email, password: other })).toEqual({ userId: id });
});

test("a password is removed like it is changed, and then opens nothing", async () => {
  const { id, actor, email } = await somebody();
  const remove = (current: string) => removePassword(actor, { current }, session(id, 600), now);
  await expect(remove("")).rejects.toMatchObject({ code: "invalid" });
  await remove(good);
  expect(await row(id)).toMatchObject({ passwordHash: null, sessionsEndedAt: now });
  await expect(signInWithPassword({ email, password: good })).rejects.toMatchObject({ code: "invalid" });
  await remove("");
  expect(await db.auditEntry.count({ where: { userId: id, action: "account.remove-password" } })).toBe(1);
});

test("only people have passwords", async () => {
  for (const actor of [anonymous, job("sweep")]) {
    await expect(setPassword(actor, { current: "", password: good }, null)).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(removePassword(actor, { current: "" }, null)).rejects.toMatchObject({ code: "forbidden" });
    await expect(hasPassword(actor)).rejects.toMatchObject({ code: "forbidden" });
  }
});

test.each([
  "password12",
  "Passw0rd123!",
  "1234567890",
  "qwertyuiop",
  "aaaaaaaaaaaa",
  "iloveyou12",
  "Mendline2026",
])("%j is easily guessed", async (password) => {
  expect(weakness(password, [])).toEqual(expect.stringContaining("easy to guess"));
  const { id, actor } = await somebody(null);
  await expect(setPassword(actor, { current: "", password }, session(id, 0), now)).rejects.toMatchObject({
    fields: { password: expect.any(String) },
  });
});

test("what belongs to the person is easily guessed, for them", () => {
  const about = ["wilhelmina.brandt@alderwick.example", "Wilhelmina Brandt"];
  expect(weakness("WilhelminaBrandt1", about)).not.toBeNull();
  expect(weakness("alderwick1", about)).not.toBeNull();
  expect(weakness(good, about)).toBeNull();
});

test("length is what is asked for, and no more than hashing bears", () => {
  expect(NewPassword.safeParse("short 9 c").success).toBe(false);
  expect(NewPassword.safeParse("ten  chars").success).toBe(true);
  expect(NewPassword.safeParse("x".repeat(201)).success).toBe(false);
});
