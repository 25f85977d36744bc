import type { Actor } from "@/lib/actor";
import { staffPermissions } from "@/lib/auth/permissions";
import { builtInRoles, isBuiltInRole } from "@/lib/bodies/roles";
import { db, type Prisma, type Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { managedBody, mayGive } from "@/lib/users/rights";

/** Makes the roles that every body has, where the body has not got them yet. */
export async function ensureBuiltInRoles(tx: Tx, bodyId: number): Promise<void> {
  await tx.role.createMany({
    data: Object.entries(builtInRoles).map(([slug, { name, permissions }]) => ({
      bodyId,
      slug,
      name,
      permissions: [...permissions],
    })),
    skipDuplicates: true,
  });
}

/** How many of those who have a role are named. */
const named = 12;

const shown = {
  id: true,
  slug: true,
  name: true,
  bodyId: true,
  body: { select: { id: true, name: true } },
  permissions: true,
  users: {
    where: { user: { deletedAt: null } },
    select: { user: { select: { id: true, name: true, email: true } } },
    orderBy: { user: { name: "asc" } },
    take: named,
  },
  _count: { select: { users: { where: { user: { deletedAt: null } } } } },
} as const satisfies Prisma.RoleSelect;

export type RoleItem = ReturnType<ReturnType<typeof asSeenBy>>;

const asSeenBy =
  (actor: Actor) =>
  ({ users, _count, ...role }: Prisma.RoleGetPayload<{ select: typeof shown }>) => ({
    ...role,
    // In the order in which they are explained, whatever order the row has.
    permissions: staffPermissions.filter((one) => role.permissions.includes(one)),
    /** What it began with, for the roles that every body has. */
    start: isBuiltInRole(role.slug) ? builtInRoles[role.slug].permissions : null,
    users: users.map(({ user }) => user),
    /** How many have it, also those who are not named. */
    count: _count.users,
    mayEdit: mayGive(actor, role.permissions) && (role.bodyId !== null || managedBody(actor) === null),
  });

/**
 * The roles of a body, with who has them; those that every body has are made now if they are not there yet.
 * @param bodyId for superusers, who see every body's
 * @throws DomainError `forbidden`, or `not_found` for another body than the actor's
 */
export async function listRoles(actor: Actor, bodyId: number): Promise<RoleItem[]> {
  const own = managedBody(actor);
  const body = await db.body.findFirst({ where: { id: own ?? bodyId }, select: { id: true } });
  if (!body || (own !== null && own !== bodyId)) throw notFound(translator("adminUsers")("fault.body"));
  await ensureBuiltInRoles(db, bodyId);
  const roles = await db.role.findMany({
    where: { OR: [{ bodyId }, { bodyId: null }] },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: shown,
  });
  return roles.map(asSeenBy(actor));
}

/** One role. @throws DomainError `forbidden`, or `not_found` for that of another body */
export async function readRole(actor: Actor, id: number): Promise<RoleItem> {
  const own = managedBody(actor);
  const role = await db.role.findFirst({
    where: { id, ...(own !== null && { OR: [{ bodyId: own }, { bodyId: null }] }) },
    select: shown,
  });
  if (!role) throw notFound(translator("adminUsers")("fault.role"));
  return asSeenBy(actor)(role);
}

/** The roles that users can be filtered by: slug and name, each name once. */
export async function roleNames(actor: Actor): Promise<{ slug: string; name: string }[]> {
  const own = managedBody(actor);
  const roles = await db.role.findMany({
    where: own === null ? {} : { OR: [{ bodyId: own }, { bodyId: null }] },
    distinct: ["slug"],
    orderBy: { slug: "asc" },
    select: { slug: true, name: true },
  });
  return roles;
}
