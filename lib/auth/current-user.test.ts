import { afterEach, expect, test } from "vitest";
import "@/lib/testing/database";
import { standingOf } from "@/lib/auth/current-user";
import type { Proof, Session } from "@/lib/auth/session";
import { db } from "@/lib/db";
import { provideEnv } from "@/lib/env";
import { makeBody, makeCategory, makeUser } from "@/lib/testing/factories";

afterEach(() => provideEnv({ STAFF_SECOND_FACTOR: "", OIDC_STRONG: "" }));

const began = new Date("2026-11-24T12:00:00Z");
const later = (ms: number) => new Date(began.getTime() + ms);
const session = (userId: number, more: Partial<Session> = {}): Session => ({
  userId,
  began,
  signedInAt: began,
  proof: null,
  ...more,
});
const actorOf = async (userId: number, more?: Partial<Session>) =>
  (await standingOf(session(userId, more))).actor;

test("somebody without body or rights is a citizen, and nobody is anonymous", async () => {
  const user = await makeUser();
  expect(await actorOf(user.id)).toEqual({ kind: "citizen", userId: user.id });
  expect(await actorOf(999_999)).toEqual({ kind: "anonymous" });
  expect(await standingOf(null)).toEqual({ actor: { kind: "anonymous" }, lacks: null });
  await db.user.update({ where: { id: user.id }, data: { deletedAt: new Date() } });
  expect(await actorOf(user.id)).toEqual({ kind: "anonymous" });
});

test("staff have what their roles give, of their own body and of the whole site only", async () => {
  const [mine, other, category] = [await makeBody(), await makeBody(), await makeCategory()];
  const role = (bodyId: number | null, slug: string, permissions: string[]) =>
    db.role.create({ data: { bodyId, slug, name: slug, permissions } });
  const roles = [
    await role(mine.id, "desk", ["report:view-private"]),
    await role(other.id, "desk", ["body:edit"]),
    await role(null, "all", ["report:view-reporter", "report:view-private"]),
  ];
  const user = await makeUser({
    bodyId: mine.id,
    roles: { create: roles.map(({ id }) => ({ roleId: id })) },
  });
  expect(await standingOf(session(user.id))).toEqual({
    lacks: null,
    actor: {
      kind: "staff",
      userId: user.id,
      superuser: false,
      bodyId: mine.id,
      permissions: ["report:view-private", "report:view-reporter"],
    },
  });
  // Read afresh: what is taken away is gone at once.
  await db.userRole.deleteMany({ where: { userId: user.id } });
  await db.userCategory.create({ data: { userId: user.id, categoryId: category.id } });
  expect(await actorOf(user.id)).toMatchObject({ permissions: [], categoryIds: [category.id] });
});

test("a session that began before all were ended is over", async () => {
  const user = await makeUser({ sessionsEndedAt: began });
  expect(await actorOf(user.id, { began: later(-1) })).toEqual({ kind: "anonymous" });
  expect(await actorOf(user.id)).toEqual({ kind: "anonymous" });
  expect(await actorOf(user.id, { began: later(1) })).toMatchObject({ kind: "citizen" });
});

const code = (at: Date): Proof => ({ by: "code", at });
const provider: Proof = { by: "provider", at: later(5) };

test("with a second factor a session is nobody's until the factor, as it is set up now, was shown", async () => {
  const body = await makeBody();
  for (const bodyId of [null, body.id]) {
    const user = await makeUser({ bodyId, totpSecret: "x", totpConfirmedAt: later(10) });
    const unproven = { actor: { kind: "anonymous" }, lacks: "code" };
    expect(await standingOf(session(user.id))).toEqual(unproven);
    // A proof of the factor before this one, and a provider whose word does not count as a second factor.
    expect(await standingOf(session(user.id, { proof: code(later(9)) }))).toEqual(unproven);
    expect(await standingOf(session(user.id, { proof: provider }))).toEqual(unproven);
    expect(await standingOf(session(user.id, { proof: code(later(10)) }))).toMatchObject({
      actor: { kind: bodyId ? "staff" : "citizen" },
      lacks: null,
    });
  }
});

test("staff who must have a second factor and have none are citizens until they do", async () => {
  const body = await makeBody({ requireSecondFactor: true });
  const user = await makeUser({ bodyId: body.id });
  const lacking = { actor: { kind: "citizen", userId: user.id }, lacks: "second-factor" };
  expect(await standingOf(session(user.id))).toEqual(lacking);
  // A code shown once, of a factor that is gone since, is none.
  expect(await standingOf(session(user.id, { proof: code(later(1)) }))).toEqual(lacking);
  await db.body.update({ where: { id: body.id }, data: { requireSecondFactor: false } });
  expect(await standingOf(session(user.id))).toMatchObject({ actor: { kind: "staff" }, lacks: null });
});

test("the installation may ask it of everybody's staff, superusers too, and of no citizen", async () => {
  const [root, citizen] = [await makeUser({ superuser: true }), await makeUser()];
  expect(await actorOf(root.id)).toMatchObject({ kind: "staff", superuser: true });
  provideEnv({ STAFF_SECOND_FACTOR: "required" });
  expect(await standingOf(session(root.id))).toMatchObject({ lacks: "second-factor" });
  expect(await standingOf(session(citizen.id))).toMatchObject({ actor: { kind: "citizen" }, lacks: null });
});

test("a provider counts as a second factor exactly where the installation says so", async () => {
  provideEnv({ STAFF_SECOND_FACTOR: "required", OIDC_STRONG: "1" });
  const user = await makeUser({ bodyId: (await makeBody()).id });
  expect(await actorOf(user.id, { proof: provider })).toMatchObject({ kind: "staff" });
  provideEnv({ OIDC_STRONG: "0" });
  expect(await standingOf(session(user.id, { proof: provider }))).toMatchObject({ lacks: "second-factor" });
});
