import type { Actor } from "@/lib/actor";
import { standingOf } from "@/lib/auth/current-user";
import { staffPermissions } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { makeBody, makeUser } from "@/lib/testing/factories";

export type TestStaff = { id: number; email: string; bodyId: number; actor: Actor };

let last = 0;

/** Who a user is in a session that begins now. */
export async function actorNow(userId: number): Promise<Actor> {
  const now = new Date(Date.now() + 1);
  return (await standingOf({ userId, began: now, signedInAt: now, proof: null })).actor;
}

/** Somebody of a body's staff with a role of these permissions (all of them unless given), as the actor they are. */
export async function makeStaff(
  more: { bodyId?: number; permissions?: readonly string[]; superuser?: boolean } = {},
): Promise<TestStaff> {
  const bodyId = more.bodyId ?? (await makeBody()).id;
  const slug = `test-role-${++last}`;
  const permissions = [...(more.permissions ?? staffPermissions)];
  const role = await db.role.create({ data: { bodyId, slug, name: slug, permissions } });
  const user = await makeUser({
    bodyId,
    superuser: more.superuser ?? false,
    roles: { create: [{ roleId: role.id }] },
  });
  return { id: user.id, email: user.email ?? "", bodyId, actor: await actorNow(user.id) };
}

/** A superuser without a body. */
export async function makeSuperuser(): Promise<{ id: number; actor: Actor }> {
  const { id } = await makeUser({ superuser: true });
  return { id, actor: await actorNow(id) };
}
