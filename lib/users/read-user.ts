import type { Actor } from "@/lib/actor";
import { isSuperuser } from "@/lib/auth/superuser";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { ensureBuiltInRoles } from "@/lib/users/list-roles";
import {
  isNotAbove,
  isSelf,
  managed,
  managedBody,
  mayGive,
  permissionsOf,
  visibleTo,
} from "@/lib/users/rights";

/** Everything the page of one user shows. */
export type UserPage = NonNullable<Awaited<ReturnType<typeof readUser>>>;

/** @throws DomainError `forbidden`, or `not_found` for whom the actor does not see */
export async function readUser(actor: Actor, id: number) {
  const user = await db.user.findFirst({
    where: { id, ...visibleTo(actor) },
    select: {
      ...managed,
      createdAt: true,
      emailVerifiedAt: true,
      passwordHash: true,
      totpConfirmedAt: true,
      sessionsEndedAt: true,
      identities: { select: { issuer: true } },
      body: { select: { id: true, name: true, requireSecondFactor: true } },
    },
  });
  if (!user) throw notFound(translator("adminUsers")("fault.user"));
  const { passwordHash, totpConfirmedAt, roles, categories, identities, body, ...about } = user;
  const lastSignIn = await db.auditEntry.findFirst({
    where: { userId: id, action: "account.sign-in" },
    orderBy: { at: "desc" },
    select: { at: true },
  });
  const staff = user.superuser || user.bodyId !== null;
  const asked = env.STAFF_SECOND_FACTOR === "required" || body?.requireSecondFactor === true;
  return {
    ...about,
    body: body && { id: body.id, name: body.name },
    roles: roles.map(({ role }) => role.id),
    categories: categories.map(({ category }) => category.id),
    permissions: permissionsOf(user),
    staff,
    hasPassword: passwordHash !== null,
    secondFactorSince: totpConfirmedAt,
    lacksSecondFactor: staff && asked && totpConfirmedAt === null,
    issuers: identities.map(({ issuer }) => issuer),
    lastSignInAt: lastSignIn?.at ?? null,
    self: isSelf(actor, id),
    /** Whether the actor may change anything about them. */
    mayEdit: isNotAbove(actor, user),
  };
}

/** A role that can be given, and whether the actor may. */
export type RoleChoice = { id: number; name: string; permissions: string[]; mayGive: boolean };
export type RightChoices = { roles: RoleChoice[]; categories: { id: number; name: string }[] };

/**
 * What can be given to somebody of this body (null = a superuser without one).
 * @throws DomainError `forbidden` for another body than the actor's
 */
export async function rightChoices(actor: Actor, bodyId: number | null): Promise<RightChoices> {
  const own = managedBody(actor);
  const refuse = () => notFound(translator("adminUsers")("fault.body"));
  if (own !== null && own !== bodyId) throw refuse();
  if (bodyId !== null) {
    if (!(await db.body.findUnique({ where: { id: bodyId }, select: { id: true } }))) throw refuse();
    await ensureBuiltInRoles(db, bodyId);
  }
  const roles = await db.role.findMany({
    where: bodyId === null ? { bodyId: null } : { OR: [{ bodyId }, { bodyId: null }] },
    orderBy: { name: "asc" },
    select: { id: true, name: true, permissions: true },
  });
  const categories =
    bodyId === null
      ? []
      : await db.category.findMany({
          where: { contacts: { some: { bodyId, state: { not: "deleted" } } } },
          orderBy: { name: "asc" },
          select: { id: true, name: true },
        });
  return {
    roles: roles.map((role) => ({
      ...role,
      mayGive: isSuperuser(actor) || mayGive(actor, role.permissions),
    })),
    categories,
  };
}
