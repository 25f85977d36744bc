import { expect, test } from "vitest";
import "@/lib/testing/database";
import { anonymous, job } from "@/lib/actor";
import { standingOf } from "@/lib/auth/current-user";
import { endOwnSessions } from "@/lib/auth/end-sessions";
import { acceptSignIn } from "@/lib/auth/sign-in";
import { createToken, tokenText } from "@/lib/auth/tokens";
import { db } from "@/lib/db";
import { makeUser } from "@/lib/testing/factories";

const now = new Date("2026-11-24T12:00:00Z");

test("ending sessions ends them at once, and the links that opened them; later ones go on", async () => {
  const { id: userId } = await makeUser();
  const link = () => createToken(db, { kind: "sign_in", userId, now, ttl: 86_400_000 });
  const [used, unused] = [tokenText(await link()), tokenText(await link())];
  await acceptSignIn(used, now);
  const session = (ms: number) => {
    const at = new Date(now.getTime() + ms);
    return { userId, began: at, signedInAt: at, proof: null };
  };
  expect(await standingOf(session(0))).toMatchObject({ actor: { kind: "citizen" } });
  await endOwnSessions({ kind: "citizen", userId }, now);
  expect(await standingOf(session(0))).toMatchObject({ actor: { kind: "anonymous" } });
  expect(await standingOf(session(1))).toMatchObject({ actor: { kind: "citizen" } });
  await expect(acceptSignIn(used, now)).rejects.toMatchObject({ code: "not_found" });
  // One that nobody has followed yet was asked for by somebody who still needs it.
  expect(await acceptSignIn(unused, now)).toMatchObject({ userId });
  expect(await db.auditEntry.count({ where: { userId, action: "account.end-sessions" } })).toBe(1);
});

test("nobody else's sessions end with them", async () => {
  const [me, other] = [await makeUser(), await makeUser()];
  await endOwnSessions({ kind: "citizen", userId: me.id }, now);
  expect(await db.user.findUniqueOrThrow({ where: { id: other.id } })).toMatchObject({
    sessionsEndedAt: null,
  });
  for (const actor of [anonymous, job("sweep")]) {
    await expect(endOwnSessions(actor)).rejects.toMatchObject({ code: "forbidden" });
  }
});
