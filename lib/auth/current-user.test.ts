import { expect, test } from "vitest";
import "@/lib/testing/database";
import { actorOf } from "@/lib/auth/current-user";
import { db } from "@/lib/db";
import { makeBody, makeCategory, makeUser } from "@/lib/testing/factories";

test("somebody without body or rights is a citizen, and nobody is anonymous", async () => {
  const user = await makeUser();
  expect(await actorOf(user.id)).toEqual({ kind: "citizen", userId: user.id });
  expect(await actorOf(999_999)).toEqual({ kind: "anonymous" });
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
  expect(await actorOf(user.id)).toEqual({
    kind: "staff",
    userId: user.id,
    superuser: false,
    bodyId: mine.id,
    permissions: ["report:view-private", "report:view-reporter"],
  });
  // Read afresh: what is taken away is gone at once.
  await db.userRole.deleteMany({ where: { userId: user.id } });
  await db.userCategory.create({ data: { userId: user.id, categoryId: category.id } });
  expect(await actorOf(user.id)).toMatchObject({ permissions: [], categoryIds: [category.id] });
});

test("a session that began before all were ended is over", async () => {
  const ended = new Date("2026-11-24T12:00:00Z");
  const user = await makeUser({ sessionsEndedAt: ended });
  expect(await actorOf(user.id, new Date(ended.getTime() - 1))).toEqual({ kind: "anonymous" });
  expect(await actorOf(user.id, ended)).toEqual({ kind: "anonymous" });
  expect(await actorOf(user.id, new Date(ended.getTime() + 1))).toMatchObject({ kind: "citizen" });
});
