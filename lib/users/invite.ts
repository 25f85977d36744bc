import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { EmailAddress, findOrMakeUser, PersonName } from "@/lib/auth/account";
import { isSuperuser } from "@/lib/auth/superuser";
import { createToken, tokenLife } from "@/lib/auth/tokens";
import { db, type Tx } from "@/lib/db";
import { conflict, invalid } from "@/lib/errors";
import { listOf, orNull, RowId, Ticked } from "@/lib/form-fields";
import { translator } from "@/lib/messages";
import { enqueue } from "@/lib/queue";
import {
  auditedUser,
  bodyToJoin,
  categoriesOf,
  lockManaged,
  managed,
  managedBody,
  rolesToGive,
} from "@/lib/users/rights";

const t = translator("adminUsers");

export const Invitation = z.object({
  email: EmailAddress,
  name: PersonName,
  /** Only superusers choose one; everybody else invites into their own. */
  body: orNull(RowId),
  superuser: Ticked,
  roles: listOf(RowId),
  categories: listOf(RowId),
});
export type Invitation = z.output<typeof Invitation>;

/**
 * Makes somebody staff, with an account or a new one, and mails them a link that lets them in. A citizen keeps their name.
 * @returns the user's id
 * @throws DomainError `conflict` when they are staff already, here or elsewhere
 */
export async function inviteUser(actor: Actor, input: Invitation, now: Date = new Date()): Promise<number> {
  const own = managedBody(actor);
  const superuser = isSuperuser(actor) && input.superuser;
  const body = own ?? input.body;
  if (body === null && !superuser) throw invalid(t("fault.form"), { body: t("fault.bodyNeeded") });
  const bodyId = body === null ? null : (await bodyToJoin(body)).id;
  return db.$transaction(async (tx) => {
    const { id } = await findOrMakeUser(tx, input.email);
    await tx.$queryRaw`select id from "User" where id = ${id} for update`;
    const known = await tx.user.findUniqueOrThrow({ where: { id }, select: managed });
    if (known.superuser || known.bodyId !== null) {
      const here = own === null || known.bodyId === own;
      throw conflict(t(here ? "fault.here" : "fault.elsewhere"));
    }
    const roles = await rolesToGive(tx, actor, input.roles, { bodyId, had: [] });
    const categories = await categoriesOf(tx, input.categories, bodyId);
    const user = await tx.user.update({
      where: { id },
      data: {
        name: known.name || input.name,
        bodyId,
        superuser,
        deletedAt: null,
        roles: { deleteMany: {}, create: roles.map((role) => ({ roleId: role.id })) },
        categories: { deleteMany: {}, create: categories.map((category) => ({ categoryId: category.id })) },
      },
      select: managed,
    });
    await record(tx, actor, "user.invite", { bodyId, subject: { userId: id }, after: auditedUser(user) });
    await mailInvitation(tx, id, now);
    return id;
  });
}

export const UserChosen = z.object({ userId: RowId });

/** Mails a link that signs in once more: to somebody who has lost or never followed theirs. */
export async function sendInvitation(
  actor: Actor,
  { userId }: z.output<typeof UserChosen>,
  now: Date = new Date(),
): Promise<void> {
  await db.$transaction(async (tx) => {
    const user = await lockManaged(tx, actor, userId);
    if (!user.superuser && user.bodyId === null) throw invalid(t("fault.notStaff"));
    if (!user.email) throw invalid(t("fault.noAddress"));
    await record(tx, actor, "user.send-link", { bodyId: user.bodyId, subject: { userId } });
    await mailInvitation(tx, userId, now);
  });
}

async function mailInvitation(tx: Tx, userId: number, now: Date): Promise<void> {
  const link = { kind: "sign_in", userId, next: "/admin", now, ttl: tokenLife.invitation } as const;
  const token = await createToken(tx, link);
  await enqueue(tx, "mail-invitation", { tokenId: token.id });
}
