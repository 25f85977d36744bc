import { beforeAll, expect, test } from "vitest";
import "@/lib/testing/database";
import { type Actor, anonymous } from "@/lib/actor";
import { staffPermissions } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { makeBody } from "@/lib/testing/factories";
import { actorNow, makeStaff, makeSuperuser, type TestStaff } from "@/lib/testing/staff";
import { createRole, deleteRole, editRole, NewRole, RoleEdit, resetRole } from "@/lib/users/edit-role";
import { listRoles, readRole } from "@/lib/users/list-roles";
import { rightChoices } from "@/lib/users/read-user";

let root: Actor;
let admin: TestStaff;
let desk: TestStaff;
let elsewhere: TestStaff;

beforeAll(async () => {
  root = (await makeSuperuser()).actor;
  admin = await makeStaff();
  desk = await makeStaff({ bodyId: admin.bodyId, permissions: ["user:edit", "report:view-private"] });
  elsewhere = await makeStaff();
});

const newRole = (name: string, ...permissions: string[]) =>
  NewRole.parse({ body: admin.bodyId, name, permissions });
const change = (roleId: number, name: string, ...permissions: string[]) =>
  RoleEdit.parse({ roleId, name, permissions });
const row = (id: number) => db.role.findUniqueOrThrow({ where: { id } });
const lastEntry = (roleId: number) =>
  db.auditEntry.findFirstOrThrow({
    where: { subject: { path: ["roleId"], equals: roleId } },
    orderBy: { id: "desc" },
  });
const builtIn = async (slug: string) => {
  await listRoles(root, admin.bodyId);
  return db.role.findUniqueOrThrow({ where: { bodyId_slug: { bodyId: admin.bodyId, slug } } });
};

test("the roles that every body has are made when first looked at, and once", async () => {
  const body = await makeBody();
  const listings = await Promise.all([1, 2, 3].map(() => listRoles(root, body.id)));
  for (const roles of listings) {
    expect(roles.map(({ slug }) => slug).sort()).toEqual([
      "admin",
      "customer-service",
      "inspector",
      "viewer",
    ]);
  }
  const first = listings[0]?.find(({ slug }) => slug === "admin");
  expect(first).toMatchObject({
    permissions: staffPermissions,
    start: staffPermissions,
    count: 0,
    mayEdit: true,
  });
  // What was changed since stays.
  await editRole(root, change(first?.id ?? 0, "Boss", "user:edit"));
  expect((await listRoles(root, body.id)).find(({ slug }) => slug === "admin")).toMatchObject({
    name: "Boss",
    permissions: ["user:edit"],
  });
});

test("a role shows who has it, to the body's own and to superusers", async () => {
  const roles = await listRoles(admin.actor, admin.bodyId);
  const mine = roles.find(({ users }) => users.some(({ id }) => id === admin.id));
  expect(mine).toMatchObject({ count: 1, users: [{ email: admin.email }], start: null });
  await expect(listRoles(elsewhere.actor, admin.bodyId)).rejects.toMatchObject({ code: "not_found" });
  await expect(readRole(elsewhere.actor, mine?.id ?? 0)).rejects.toMatchObject({ code: "not_found" });
  await expect(listRoles(root, 999_999)).rejects.toMatchObject({ code: "not_found" });
  expect(await readRole(desk.actor, mine?.id ?? 0)).toMatchObject({ mayEdit: false });
});

test("a role is made, changed and deleted, with before and after in the log", async () => {
  const id = await createRole(admin.actor, newRole("Léa's  desk", "audit:view", "report:edit"));
  expect(await row(id)).toMatchObject({ slug: "lea-s-desk", name: "Léa's desk", bodyId: admin.bodyId });
  expect(await lastEntry(id)).toMatchObject({
    action: "role.create",
    after: { permissions: ["audit:view", "report:edit"] },
  });
  await editRole(admin.actor, change(id, "Desk two", "audit:view"));
  expect(await lastEntry(id)).toMatchObject({
    action: "role.edit",
    bodyId: admin.bodyId,
    before: { name: "Léa's desk", permissions: ["audit:view", "report:edit"] },
    after: { name: "Desk two", permissions: ["audit:view"] },
  });
  const entries = await db.auditEntry.count();
  await editRole(admin.actor, change(id, "Desk two", "audit:view"));
  expect(await db.auditEntry.count()).toBe(entries);
  await deleteRole(admin.actor, { roleId: id });
  expect(await lastEntry(id)).toMatchObject({ action: "role.delete", before: { name: "Desk two" } });
  await expect(row(id)).rejects.toThrow();
});

test("what a role allows counts from the next request on", async () => {
  const id = await createRole(admin.actor, newRole("Quick", "report:edit"));
  const user = await makeStaff({ bodyId: admin.bodyId, permissions: [] });
  await db.userRole.create({ data: { userId: user.id, roleId: id } });
  expect(await actorNow(user.id)).toMatchObject({ permissions: ["report:edit"] });
  await editRole(admin.actor, change(id, "Quick"));
  expect(await actorNow(user.id)).toMatchObject({ permissions: [] });
  await expect(deleteRole(admin.actor, { roleId: id })).rejects.toMatchObject({ code: "conflict" });
});

test("nobody puts into a role what they may not do, nor touches one that holds it", async () => {
  const tooMuch = { fields: { permissions: expect.any(String) } };
  await expect(createRole(desk.actor, newRole("Big", "user:edit", "body:edit"))).rejects.toMatchObject(
    tooMuch,
  );
  const id = await createRole(desk.actor, newRole("Small", "report:view-private"));
  await expect(editRole(desk.actor, change(id, "Small", "body:edit"))).rejects.toMatchObject(tooMuch);
  const boss = await builtIn("admin");
  for (const act of [
    () => editRole(desk.actor, change(boss.id, "Weaker", "report:view-private")),
    () => resetRole(desk.actor, { roleId: boss.id }),
    () => deleteRole(desk.actor, { roleId: boss.id }),
  ]) {
    await expect(act()).rejects.toMatchObject({ code: "forbidden" });
  }
  expect(await row(boss.id)).toEqual(boss);
  const choices = await rightChoices(desk.actor, admin.bodyId);
  expect(choices.roles.find((role) => role.id === boss.id)).toMatchObject({ mayGive: false });
  expect(choices.roles.find((role) => role.id === id)).toMatchObject({ mayGive: true });
});

test("a role that every body has goes back to what it began with, and is not deleted", async () => {
  const viewer = await builtIn("viewer");
  await editRole(admin.actor, change(viewer.id, "Viewer", "audit:view"));
  await expect(resetRole(desk.actor, { roleId: viewer.id })).rejects.toMatchObject({ code: "forbidden" });
  await resetRole(admin.actor, { roleId: viewer.id });
  expect(await row(viewer.id)).toMatchObject({ permissions: ["report:view-private"] });
  expect(await lastEntry(viewer.id)).toMatchObject({ action: "role.reset" });
  await expect(deleteRole(admin.actor, { roleId: viewer.id })).rejects.toMatchObject({ code: "invalid" });
  const own = await createRole(admin.actor, newRole("Own thing"));
  await expect(resetRole(admin.actor, { roleId: own })).rejects.toMatchObject({ code: "invalid" });
});

test("nobody locks themselves out by what their role allows", async () => {
  const me = await makeStaff({ bodyId: admin.bodyId, permissions: [] });
  const id = await createRole(admin.actor, newRole("Only way", "user:edit", "report:edit"));
  await db.userRole.create({ data: { userId: me.id, roleId: id } });
  const actor = await actorNow(me.id);
  const withoutIt = change(id, "Only way", "report:edit");
  await expect(editRole(actor, withoutIt)).rejects.toMatchObject({
    fields: { permissions: expect.any(String) },
  });
  await editRole(actor, change(id, "Only way", "user:edit"));
  // With a second role that allows it, or by somebody else, it goes.
  await editRole(admin.actor, change(id, "Only way"));
  expect(await actorNow(me.id)).toMatchObject({ permissions: [] });
});

test("two roles of a body do not have one name", async () => {
  const tried = await Promise.allSettled(
    ["Night desk", "night DESK", "Night desk"].map((name) => createRole(admin.actor, newRole(name))),
  );
  expect(tried.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const other = await createRole(admin.actor, newRole("Night-desk!"));
  expect(await row(other)).toMatchObject({ slug: "night-desk-2" });
  await expect(editRole(admin.actor, change(other, "NIGHT DESK"))).rejects.toMatchObject({
    fields: { name: expect.any(String) },
  });
  await expect(createRole(admin.actor, newRole("Inspector"))).rejects.toMatchObject({
    fields: { name: expect.any(String) },
  });
  expect(NewRole.safeParse({ body: 1, name: " ", permissions: [] }).success).toBe(false);
  expect(NewRole.safeParse({ body: 1, name: "x", permissions: ["report:everything"] }).success).toBe(false);
});

test("without the permission, or from another body, nothing is made, changed or deleted", async () => {
  const viewer = await makeStaff({ bodyId: admin.bodyId, permissions: ["body:edit", "audit:view"] });
  const id = await createRole(admin.actor, newRole("Steady", "audit:view"));
  const acts: ((actor: Actor) => Promise<unknown>)[] = [
    (actor) => createRole(actor, newRole("Sneaky")),
    (actor) => editRole(actor, change(id, "Sneaky")),
    (actor) => resetRole(actor, { roleId: id }),
    (actor) => deleteRole(actor, { roleId: id }),
    (actor) => listRoles(actor, admin.bodyId),
    (actor) => readRole(actor, id),
  ];
  for (const actor of [anonymous, { kind: "citizen", userId: admin.id } as const, viewer.actor]) {
    for (const act of acts) await expect(act(actor)).rejects.toMatchObject({ code: "forbidden" });
  }
  for (const act of acts) await expect(act(elsewhere.actor)).rejects.toMatchObject({ code: "not_found" });
  expect(await row(id)).toMatchObject({ name: "Steady" });
});

test("a role of the whole site is the superusers' to change", async () => {
  const role = await db.role.create({
    data: { bodyId: null, slug: "everywhere", name: "Everywhere", permissions: ["audit:view"] },
  });
  expect(await readRole(admin.actor, role.id)).toMatchObject({ mayEdit: false });
  await expect(editRole(admin.actor, change(role.id, "Mine"))).rejects.toMatchObject({ code: "not_found" });
  await editRole(root, change(role.id, "Everyone"));
  expect(await row(role.id)).toMatchObject({ name: "Everyone", permissions: [] });
});
