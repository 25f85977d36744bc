import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { PersonName } from "@/lib/auth/account";
import { endSessions } from "@/lib/auth/end-sessions";
import { isSuperuser, requireSuperuser } from "@/lib/auth/superuser";
import { changesBetween } from "@/lib/changes";
import { db } from "@/lib/db";
import { invalid } from "@/lib/errors";
import { listOf, RowId, Ticked } from "@/lib/form-fields";
import { translator } from "@/lib/messages";
import {
  assertNotLastSuperuser,
  auditedUser,
  bodyToJoin,
  categoriesOf,
  isSelf,
  lockManaged,
  managed,
  managesUsers,
  rolesToGive,
} from "@/lib/users/rights";

const t = translator("adminUsers");

export const UserEdit = z.object({
  userId: RowId,
  name: PersonName,
  /** Only superusers change it. */
  superuser: Ticked,
  roles: listOf(RowId),
  categories: listOf(RowId),
});
export type UserEdit = z.output<typeof UserEdit>;

/** Changes who somebody of the staff is and what they may do, within what the actor may do. */
export async function editUser(actor: Actor, input: UserEdit): Promise<void> {
  const { userId } = input;
  await db.$transaction(async (tx) => {
    const user = await lockManaged(tx, actor, userId);
    const { bodyId } = user;
    const superuser = isSuperuser(actor) ? input.superuser : user.superuser;
    if (!superuser && !user.superuser && bodyId === null) throw invalid(t("fault.notStaff"));
    if (user.superuser && !superuser) {
      if (isSelf(actor, userId)) throw invalid(t("fault.form"), { superuser: t("fault.ownRight") });
      await assertNotLastSuperuser(tx, userId);
    }
    const had = user.roles.map(({ role }) => role.id);
    const roles = await rolesToGive(tx, actor, input.roles, { bodyId, had });
    if (isSelf(actor, userId) && !superuser && !managesUsers(roles)) {
      throw invalid(t("fault.form"), { roles: t("fault.ownRight") });
    }
    const categories = await categoriesOf(tx, input.categories, bodyId);
    const after = await tx.user.update({
      where: { id: userId },
      data: {
        name: input.name,
        superuser,
        roles: { deleteMany: {}, create: roles.map(({ id }) => ({ roleId: id })) },
        categories: { deleteMany: {}, create: categories.map(({ id }) => ({ categoryId: id })) },
      },
      select: managed,
    });
    const changes = changesBetween(auditedUser(user), auditedUser(after));
    if (changes) await record(tx, actor, "user.edit", { bodyId, subject: { userId }, ...changes });
  });
}

export const UserMove = z.object({ userId: RowId, body: RowId });

/** Puts somebody into another body: what the body before gave them stays behind. For superusers. */
export async function moveUser(actor: Actor, { userId, body }: z.output<typeof UserMove>): Promise<void> {
  requireSuperuser(actor);
  const { id: bodyId } = await bodyToJoin(body);
  await db.$transaction(async (tx) => {
    const user = await lockManaged(tx, actor, userId);
    if (!user.superuser && user.bodyId === null) throw invalid(t("fault.notStaff"));
    if (user.bodyId === bodyId) return;
    const everywhere = user.roles.filter(({ role }) => role.bodyId === null).map(({ role }) => role.id);
    const after = await tx.user.update({
      where: { id: userId },
      data: {
        bodyId,
        roles: { deleteMany: { roleId: { notIn: everywhere } } },
        categories: { deleteMany: {} },
      },
      select: managed,
    });
    const changes = changesBetween(auditedUser(user), auditedUser(after)) ?? {};
    await record(tx, actor, "user.move", { bodyId, subject: { userId }, ...changes });
  });
}

/** Takes everything away that made somebody staff, at once; the account stays, as a citizen's. */
export async function removeFromStaff(
  actor: Actor,
  { userId }: { userId: number },
  now: Date = new Date(),
): Promise<void> {
  await db.$transaction(async (tx) => {
    const user = await lockManaged(tx, actor, userId);
    if (!user.superuser && user.bodyId === null) throw invalid(t("fault.notStaff"));
    if (isSelf(actor, userId)) throw invalid(t("fault.ownRight"));
    if (user.superuser) await assertNotLastSuperuser(tx, userId);
    const after = await tx.user.update({
      where: { id: userId },
      data: {
        bodyId: null,
        superuser: false,
        roles: { deleteMany: {} },
        categories: { deleteMany: {} },
        // The organisation's own sign-in is for its staff.
        identities: { deleteMany: {} },
      },
      select: managed,
    });
    await endSessions(tx, userId, now);
    const changes = changesBetween(auditedUser(user), auditedUser(after)) ?? {};
    await record(tx, actor, "user.remove", { bodyId: user.bodyId, subject: { userId }, ...changes });
  });
}
