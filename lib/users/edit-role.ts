import { z } from "zod";
import { type Actor, userIdOf } from "@/lib/actor";
import { record } from "@/lib/audit";
import { staffPermissions } from "@/lib/auth/permissions";
import { isSuperuser } from "@/lib/auth/superuser";
import { builtInRoles, isBuiltInRole } from "@/lib/bodies/roles";
import { changesBetween } from "@/lib/changes";
import { db, type Tx } from "@/lib/db";
import { conflict, forbidden, invalid, notFound } from "@/lib/errors";
import { listOf, RowId } from "@/lib/form-fields";
import { translator } from "@/lib/messages";
import { oneLine } from "@/lib/plain-text";
import { bodyToJoin, managedBody, mayGive } from "@/lib/users/rights";

const t = translator("adminUsers");

const RoleName = z
  .string({ error: t("fault.roleName") })
  .transform(oneLine)
  .pipe(z.string().min(1, t("fault.roleName")).max(60, t("fault.roleNameLong")));

const Permissions = listOf(z.enum(staffPermissions));

export const NewRole = z.object({ body: RowId, name: RoleName, permissions: Permissions });
export const RoleEdit = z.object({ roleId: RowId, name: RoleName, permissions: Permissions });
export const RoleChosen = z.object({ roleId: RowId });

/** Makes a role of a body, holding at most what the actor may do. @returns its id */
export async function createRole(actor: Actor, input: z.output<typeof NewRole>): Promise<number> {
  const own = managedBody(actor);
  if (own !== null && own !== input.body) throw notFound(t("fault.body"));
  const { id: bodyId } = await bodyToJoin(input.body);
  assertMayHold(actor, input.permissions);
  return db.$transaction(async (tx) => {
    await lockRolesOf(tx, bodyId);
    await assertNameIsFree(tx, bodyId, input.name);
    const { permissions, name } = input;
    const slug = await freeSlug(tx, bodyId, name);
    const role = await tx.role.create({ data: { bodyId, slug, name, permissions } });
    await record(tx, actor, "role.create", {
      bodyId,
      subject: { roleId: role.id },
      after: { name, permissions: [...permissions].sort() },
    });
    return role.id;
  });
}

/** Changes a role's name and what it allows, for everybody who has it, from their next request on. */
export async function editRole(actor: Actor, input: z.output<typeof RoleEdit>): Promise<void> {
  await db.$transaction(async (tx) => {
    const role = await lockRole(tx, actor, input.roleId);
    assertMayHold(actor, input.permissions);
    await assertNameIsFree(tx, role.bodyId, input.name, role.id);
    await assertStillManages(tx, actor, role.id, input.permissions);
    await write(tx, actor, role, { name: input.name, permissions: input.permissions }, "role.edit");
  });
}

/** Sets one of the roles that every body has back to what it began with. */
export async function resetRole(actor: Actor, { roleId }: z.output<typeof RoleChosen>): Promise<void> {
  await db.$transaction(async (tx) => {
    const role = await lockRole(tx, actor, roleId);
    if (!isBuiltInRole(role.slug)) throw invalid(t("fault.role"));
    const { permissions } = builtInRoles[role.slug];
    assertMayHold(actor, permissions);
    await assertStillManages(tx, actor, role.id, permissions);
    await write(tx, actor, role, { name: role.name, permissions: [...permissions] }, "role.reset");
  });
}

/** Deletes a role that nobody has; those that every body has stay. */
export async function deleteRole(actor: Actor, { roleId }: z.output<typeof RoleChosen>): Promise<void> {
  await db.$transaction(async (tx) => {
    const role = await lockRole(tx, actor, roleId);
    if (isBuiltInRole(role.slug) && role.bodyId !== null) throw invalid(t("fault.roleBuiltIn"));
    if (await tx.userRole.findFirst({ where: { roleId } })) throw conflict(t("fault.roleUsed"));
    await tx.role.delete({ where: { id: roleId } });
    const { name, permissions, bodyId } = role;
    await record(tx, actor, "role.delete", {
      bodyId,
      subject: { roleId },
      before: { name, permissions: [...permissions].sort() },
    });
  });
}

type Role = { id: number; bodyId: number | null; slug: string; name: string; permissions: string[] };

async function lockRole(tx: Tx, actor: Actor, id: number): Promise<Role> {
  const own = managedBody(actor);
  await tx.$queryRaw`select id from "Role" where id = ${id} for update`;
  const role = await tx.role.findFirst({ where: { id, ...(own !== null && { bodyId: own }) } });
  if (!role) throw notFound(t("fault.role"));
  // Neither widening nor narrowing what somebody may do who may do more than the actor.
  if (!mayGive(actor, role.permissions)) throw forbidden(t("fault.roleMore"));
  return role;
}

async function write(
  tx: Tx,
  actor: Actor,
  role: Role,
  after: { name: string; permissions: string[] },
  action: string,
): Promise<void> {
  const told = ({ name, permissions }: typeof after) => ({ name, permissions: [...permissions].sort() });
  const changes = changesBetween(told(role), told(after));
  if (!changes) return;
  await tx.role.update({ where: { id: role.id }, data: after });
  await record(tx, actor, action, { bodyId: role.bodyId, subject: { roleId: role.id }, ...changes });
}

function assertMayHold(actor: Actor, permissions: readonly string[]): void {
  if (!mayGive(actor, permissions)) {
    throw invalid(t("fault.form"), { permissions: t("fault.roleMore") });
  }
}

/** Nobody locks themselves out of managing users by what a role of theirs allows. */
async function assertStillManages(
  tx: Tx,
  actor: Actor,
  roleId: number,
  permissions: readonly string[],
): Promise<void> {
  if (isSuperuser(actor) || permissions.includes("user:edit")) return;
  const own = await tx.userRole.findMany({
    where: { userId: userIdOf(actor) ?? 0 },
    select: { roleId: true, role: { select: { permissions: true } } },
  });
  const has = own.some((one) => one.roleId === roleId);
  const others = own.some((one) => one.roleId !== roleId && one.role.permissions.includes("user:edit"));
  if (has && !others) throw invalid(t("fault.form"), { permissions: t("fault.ownRight") });
}

/** One after the other, so that two roles made at once do not get one name. */
const lockRolesOf = (tx: Tx, bodyId: number) =>
  tx.$queryRaw`select id from "Body" where id = ${bodyId} for update`;

async function assertNameIsFree(tx: Tx, bodyId: number | null, name: string, except = 0): Promise<void> {
  const taken = await tx.role.findFirst({
    where: { bodyId, name: { equals: name, mode: "insensitive" }, id: { not: except } },
  });
  const builtIn = Object.entries(builtInRoles).some(
    ([, role]) => role.name.toLowerCase() === name.toLowerCase(),
  );
  // A built-in role that was not listed yet will want its name.
  if (taken || (builtIn && except === 0)) throw invalid(t("fault.form"), { name: t("fault.roleTaken") });
}

async function freeSlug(tx: Tx, bodyId: number, name: string): Promise<string> {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  const base = plain || "role";
  const taken = await tx.role.findMany({
    where: { bodyId, slug: { startsWith: base } },
    select: { slug: true },
  });
  const slugs = new Set([...taken.map(({ slug }) => slug), ...Object.keys(builtInRoles)]);
  for (let n = 1; ; n++) {
    const slug = n === 1 ? base : `${base}-${n}`;
    if (!slugs.has(slug)) return slug;
  }
}
