import { type Actor, userIdOf } from "@/lib/actor";
import { authorize } from "@/lib/auth/permissions";
import { scopeOf } from "@/lib/auth/scope";
import { isSuperuser } from "@/lib/auth/superuser";
import { db, type Prisma, type Tx } from "@/lib/db";
import { forbidden, invalid, notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";

const t = translator("adminUsers");

/**
 * Whose users the actor manages: those of one body, or (null) everybody's.
 * @throws DomainError `forbidden` for whoever manages none, also for staff who are limited to some categories: users have none
 */
export function managedBody(actor: Actor): number | null {
  const { bodyId } = scopeOf(actor, "user:edit");
  authorize(actor, "user:edit", bodyId === null ? {} : { bodyIds: [bodyId] });
  return bodyId;
}

/** The permissions that the actor may give to others: their own. */
export const mayGive = (actor: Actor, permissions: readonly string[]): boolean =>
  isSuperuser(actor) ||
  (actor.kind === "staff" && permissions.every((one) => actor.permissions.includes(one)));

/** What managing somebody takes to know about them. */
export const managed = {
  id: true,
  email: true,
  name: true,
  superuser: true,
  bodyId: true,
  body: { select: { id: true, name: true } },
  roles: { select: { role: { select: { id: true, name: true, bodyId: true, permissions: true } } } },
  categories: { select: { category: { select: { id: true, name: true } } } },
} as const satisfies Prisma.UserSelect;
export type Managed = Prisma.UserGetPayload<{ select: typeof managed }>;

/** All that somebody's roles allow together. */
export const permissionsOf = ({ roles, bodyId }: Pick<Managed, "roles" | "bodyId">): string[] => [
  ...new Set(
    roles
      .filter(({ role }) => role.bodyId === null || role.bodyId === bodyId)
      .flatMap(({ role }) => role.permissions),
  ),
];

/** Whether the user is the actor: some things one does not do to oneself. */
export const isSelf = (actor: Actor, userId: number): boolean => userIdOf(actor) === userId;

/** Whether somebody may do nothing that the actor may not do. */
export const isNotAbove = (actor: Actor, user: Managed): boolean =>
  isSuperuser(actor) || (!user.superuser && mayGive(actor, permissionsOf(user)));

/** Whom the actor sees: a body's staff their colleagues, superusers everybody. For everybody else such a user does not exist. */
export const visibleTo = (actor: Actor): Prisma.UserWhereInput => {
  const bodyId = managedBody(actor);
  return { deletedAt: null, ...(bodyId !== null && { bodyId }) };
};

/**
 * The user that something is to be done to, locked, so that two who change the same one do so one after the other.
 * @throws DomainError `forbidden` when they may do more than the actor, `not_found` when the actor does not see them
 */
export async function lockManaged(tx: Tx, actor: Actor, userId: number): Promise<Managed> {
  await tx.$queryRaw`select id from "User" where id = ${userId} for update`;
  const user = await tx.user.findFirst({ where: { id: userId, ...visibleTo(actor) }, select: managed });
  if (!user) throw notFound(t("fault.user"));
  if (!isNotAbove(actor, user)) throw forbidden(t("fault.above"));
  return user;
}

/**
 * The roles of these ids, as far as they are this body's or the whole site's.
 * @throws DomainError `invalid` for one that is not, or that holds more than the actor may give
 */
export async function rolesToGive(
  tx: Tx,
  actor: Actor,
  ids: readonly number[],
  to: { bodyId: number | null; had: readonly number[] },
) {
  const roles = await tx.role.findMany({
    where: { id: { in: [...ids] }, OR: [{ bodyId: to.bodyId }, { bodyId: null }] },
    select: { id: true, name: true, bodyId: true, permissions: true },
  });
  if (roles.length < ids.length) throw invalid(t("fault.form"), { roles: t("fault.role") });
  const tooMuch = roles.find(({ id, permissions }) => !to.had.includes(id) && !mayGive(actor, permissions));
  if (tooMuch) {
    throw invalid(t("fault.form"), { roles: t("fault.more", { role: tooMuch.name }) });
  }
  return roles;
}

/** @throws DomainError `invalid` for a category that none of the body's contacts has */
export async function categoriesOf(tx: Tx, ids: readonly number[], bodyId: number | null) {
  if (ids.length === 0) return [];
  const categories = await tx.category.findMany({
    where: {
      id: { in: [...ids] },
      contacts: { some: { bodyId: bodyId ?? -1, state: { not: "deleted" } } },
    },
    select: { id: true, name: true },
  });
  if (categories.length < ids.length) throw invalid(t("fault.form"), { categories: t("fault.category") });
  return categories;
}

/**
 * Keeps the last superuser: the rows of all are locked first, so that two cannot take each other's flag at the same moment.
 * @throws DomainError `invalid` when nobody else is one
 */
export async function assertNotLastSuperuser(tx: Tx, userId: number): Promise<void> {
  const all = await tx.$queryRaw<{ id: number }[]>`
    select id from "User" where superuser and "deletedAt" is null order by id for update`;
  if (all.every(({ id }) => id === userId)) throw invalid(t("fault.last"), { superuser: t("fault.last") });
}

/** Whether this user still manages users, by their roles. */
export const managesUsers = (roles: readonly { permissions: readonly string[] }[]): boolean =>
  roles.some(({ permissions }) => permissions.includes("user:edit"));

/** A user as the audit log keeps them: in names, which outlive the rows. */
export const auditedUser = ({ name, email, superuser, body, roles, categories }: Managed) => ({
  name,
  email,
  superuser,
  body: body?.name ?? null,
  roles: roles.map(({ role }) => role.name).sort(),
  categories: categories.map(({ category }) => category.name).sort(),
});

/** The body exists and is not retired. @throws DomainError `invalid` */
export async function bodyToJoin(bodyId: number): Promise<{ id: number; name: string }> {
  const body = await db.body.findFirst({
    where: { id: bodyId, deletedAt: null },
    select: { id: true, name: true },
  });
  if (!body) throw invalid(t("fault.form"), { body: t("fault.body") });
  return body;
}
