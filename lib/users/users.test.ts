import { beforeAll, expect, test } from "vitest";
import "@/lib/testing/database";
import { type Actor, anonymous } from "@/lib/actor";
import { db } from "@/lib/db";
import { makeBody, makeCategory, makeContact, makeUser } from "@/lib/testing/factories";
import { actorNow, makeStaff, makeSuperuser, type TestStaff } from "@/lib/testing/staff";
import { editUser, moveUser, removeFromStaff, UserEdit } from "@/lib/users/edit";
import { Invitation, inviteUser, sendInvitation } from "@/lib/users/invite";
import { listUsers, UserQuery } from "@/lib/users/list-users";
import { readUser, rightChoices } from "@/lib/users/read-user";
import { endUserSessions, resetSecondFactor, unlinkProvider } from "@/lib/users/sign-in-help";

const now = new Date("2026-11-24T12:00:00Z");
let root: { id: number; actor: Actor };
let admin: TestStaff;
/** May manage users, and little else. */
let desk: TestStaff;
let elsewhere: TestStaff;

beforeAll(async () => {
  root = await makeSuperuser();
  admin = await makeStaff();
  desk = await makeStaff({ bodyId: admin.bodyId, permissions: ["user:edit", "report:view-private"] });
  elsewhere = await makeStaff();
});

let lastSlug = 0;
const role = (bodyId: number | null, ...permissions: string[]) =>
  db.role.create({ data: { bodyId, slug: `r-${++lastSlug}`, name: `Role ${lastSlug}`, permissions } });
const colleague = (permissions: string[] = ["report:view-private"]) =>
  makeStaff({ bodyId: admin.bodyId, permissions });
const edit = (user: { id: number }, more: object = {}) =>
  UserEdit.parse({ userId: user.id, name: "Somebody New", ...more });
const row = (id: number) =>
  db.user.findUniqueOrThrow({ where: { id }, include: { roles: true, categories: true, identities: true } });
const lastEntry = (userId: number) =>
  db.auditEntry.findFirstOrThrow({
    where: { subject: { path: ["userId"], equals: userId } },
    orderBy: { id: "desc" },
  });
const invitation = (more: object) => Invitation.parse({ name: "Ida Marsh", ...more });

// ─── Who sees whom ───

test("a body's staff see their colleagues, superusers all staff, and citizens when they ask", async () => {
  const citizen = await makeUser({ name: "Zora Citizen" });
  const ids = async (actor: Actor, query: object = {}) =>
    (await listUsers(actor, UserQuery.parse(query))).items.map(({ id }) => id);
  const mine = await ids(admin.actor);
  expect(mine).toContain(desk.id);
  for (const hidden of [elsewhere.id, root.id, citizen.id]) expect(mine).not.toContain(hidden);
  // Neither another body nor citizens by asking for them.
  expect(await ids(admin.actor, { body: elsewhere.bodyId, everyone: "1" })).toEqual(mine);
  const all = await ids(root.actor);
  expect(all).toEqual(expect.arrayContaining([root.id, admin.id, elsewhere.id]));
  expect(all).not.toContain(citizen.id);
  expect(await ids(root.actor, { body: elsewhere.bodyId })).toEqual([elsewhere.id]);
  expect(await ids(root.actor, { q: "zora", everyone: "1" })).toEqual([citizen.id]);
  expect(await ids(root.actor, { q: elsewhere.email.toUpperCase().slice(0, -3) })).toContain(elsewhere.id);
});

test("a body's staff cannot tell that a citizen, a superuser or another body's staff exist", async () => {
  const citizen = await makeUser();
  for (const { id } of [citizen, elsewhere, root, { id: 999_999 }]) {
    await expect(readUser(admin.actor, id)).rejects.toMatchObject({ code: "not_found" });
  }
  expect(await readUser(admin.actor, desk.id)).toMatchObject({ id: desk.id, mayEdit: true, self: false });
  expect(await readUser(root.actor, citizen.id)).toMatchObject({ staff: false });
  await expect(rightChoices(admin.actor, elsewhere.bodyId)).rejects.toMatchObject({ code: "not_found" });
  await expect(rightChoices(admin.actor, null)).rejects.toMatchObject({ code: "not_found" });
  await expect(rightChoices(root.actor, 999_999)).rejects.toMatchObject({ code: "not_found" });
  expect(await rightChoices(root.actor, null)).toMatchObject({ categories: [] });
});

test("the list goes on where its page ended, by name, and is filtered by role", async () => {
  const body = await makeBody();
  const clerk = await role(body.id);
  await db.user.createMany({
    data: Array.from({ length: 70 }, (_, n) => ({
      email: `clerk-${n}@council.example`,
      name: n < 40 ? "Same Name" : `Clerk ${String(n).padStart(2, "0")}`,
      bodyId: body.id,
    })),
  });
  const first = await listUsers(root.actor, { body: body.id });
  const second = await listUsers(root.actor, { body: body.id, cursor: first.next ?? "" });
  expect([first.items.length, second.items.length, second.next]).toEqual([50, 20, null]);
  const all = [...first.items, ...second.items];
  expect(new Set(all.map(({ id }) => id)).size).toBe(70);
  expect(all.map(({ name }) => name)).toEqual([...all.map(({ name }) => name)].sort());
  await db.userRole.create({ data: { userId: all[3]?.id ?? 0, roleId: clerk.id } });
  const filtered = await listUsers(root.actor, { body: body.id, role: clerk.slug });
  expect(filtered.items).toMatchObject([
    { id: all[3]?.id, roles: [{ name: clerk.name }], invited: true, secondFactor: false },
  ]);
  await expect(listUsers(root.actor, { cursor: "nonsense" })).rejects.toMatchObject({ code: "invalid" });
});

// ─── Who may do it at all ───

test("nobody manages users without the permission for it, of the body, for all its categories", async () => {
  const category = await makeCategory();
  const limited: Actor = { ...(admin.actor as Actor & { kind: "staff" }), categoryIds: [category.id] };
  const viewer = await colleague(["report:view-private", "audit:view"]);
  const target = await colleague();
  const chosen = { userId: target.id };
  const verbs: ((actor: Actor) => Promise<unknown>)[] = [
    (actor) => listUsers(actor, {}),
    (actor) => readUser(actor, target.id),
    (actor) => rightChoices(actor, admin.bodyId),
    (actor) => inviteUser(actor, invitation({ email: "refused@council.example" })),
    (actor) => sendInvitation(actor, chosen),
    (actor) => editUser(actor, edit(target)),
    (actor) => removeFromStaff(actor, chosen),
    (actor) => moveUser(actor, { ...chosen, body: elsewhere.bodyId }),
    (actor) => endUserSessions(actor, chosen),
    (actor) => resetSecondFactor(actor, chosen),
    (actor) => unlinkProvider(actor, chosen),
  ];
  const before = await row(target.id);
  const citizen: Actor = { kind: "citizen", userId: (await makeUser()).id };
  for (const verb of verbs) {
    for (const actor of [anonymous, citizen, viewer.actor, limited]) {
      await expect(verb(actor), `${verb}`).rejects.toMatchObject({ code: "forbidden" });
    }
  }
  // Another body's administrator: there is no such user.
  for (const verb of verbs.slice(4)) {
    await expect(verb(elsewhere.actor), `${verb}`).rejects.toMatchObject({
      code: expect.stringMatching(/not_found|forbidden/),
    });
  }
  expect(await row(target.id)).toEqual(before);
  expect(await db.user.count({ where: { email: "refused@council.example" } })).toBe(0);
});

test("who may do more than the actor is looked at and left alone", async () => {
  const boss = await makeStaff({ bodyId: admin.bodyId, superuser: true });
  for (const target of [admin, boss]) {
    const chosen = { userId: target.id };
    expect(await readUser(desk.actor, target.id)).toMatchObject({ mayEdit: false });
    for (const act of [
      () => editUser(desk.actor, edit(target)),
      () => removeFromStaff(desk.actor, chosen),
      () => endUserSessions(desk.actor, chosen),
      () => resetSecondFactor(desk.actor, chosen),
      () => unlinkProvider(desk.actor, chosen),
      () => sendInvitation(desk.actor, chosen),
    ]) {
      await expect(act()).rejects.toMatchObject({ code: "forbidden" });
    }
  }
  // Nor does an administrator with every permission touch a superuser of the same body.
  await expect(editUser(admin.actor, edit(boss))).rejects.toMatchObject({ code: "forbidden" });
  expect(await row(boss.id)).toMatchObject({ superuser: true });
});

// ─── Inviting ───

test("inviting makes an account with rights and mails a link that works for a week", async () => {
  const given = await role(admin.bodyId, "report:view-private");
  const { categoryId } = await makeContact({ bodyId: admin.bodyId });
  const id = await inviteUser(
    admin.actor,
    invitation({ email: "Ida@council.example", roles: [String(given.id)], categories: String(categoryId) }),
    now,
  );
  expect(await row(id)).toMatchObject({
    email: "ida@council.example",
    name: "Ida Marsh",
    bodyId: admin.bodyId,
    superuser: false,
    roles: [{ roleId: given.id }],
    categories: [{ categoryId }],
  });
  const token = await db.token.findFirstOrThrow({ where: { userId: id } });
  expect(token).toMatchObject({
    kind: "sign_in",
    next: "/admin",
    expiresAt: new Date("2026-12-01T12:00:00Z"),
  });
  const jobs = await db.$queryRaw<{ payload: unknown }[]>`
    select p.payload from graphile_worker._private_jobs p
    join graphile_worker._private_tasks t on t.id = p.task_id where t.identifier = 'mail-invitation'`;
  expect(jobs).toContainEqual({ payload: { tokenId: token.id } });
  expect(await lastEntry(id)).toMatchObject({
    action: "user.invite",
    userId: admin.id,
    bodyId: admin.bodyId,
    after: { email: "ida@council.example", roles: [given.name] },
  });
  await expect(inviteUser(admin.actor, invitation({ email: "ida@council.example" }))).rejects.toMatchObject({
    code: "conflict",
  });
});

test("a citizen who is invited keeps account and name", async () => {
  const citizen = await makeUser({ name: "Own Name" });
  const id = await inviteUser(admin.actor, invitation({ email: citizen.email ?? "" }));
  expect(id).toBe(citizen.id);
  expect(await row(id)).toMatchObject({ name: "Own Name", bodyId: admin.bodyId });
});

test("a body's staff invite into their own body, and make no superusers", async () => {
  const id = await inviteUser(
    admin.actor,
    invitation({ email: "own@council.example", body: elsewhere.bodyId, superuser: "on" }),
  );
  expect(await row(id)).toMatchObject({ bodyId: admin.bodyId, superuser: false });
  await expect(inviteUser(admin.actor, invitation({ email: elsewhere.email }))).rejects.toMatchObject({
    code: "conflict",
  });
  expect(await row(elsewhere.id)).toMatchObject({ bodyId: elsewhere.bodyId });
});

test("superusers invite into any body that is not retired, or other superusers", async () => {
  const body = await makeBody();
  const id = await inviteUser(root.actor, invitation({ email: "x1@council.example", body: String(body.id) }));
  expect(await row(id)).toMatchObject({ bodyId: body.id });
  const boss = await inviteUser(root.actor, invitation({ email: "x2@council.example", superuser: "on" }));
  expect(await row(boss)).toMatchObject({ bodyId: null, superuser: true });
  await expect(inviteUser(root.actor, invitation({ email: "x3@council.example" }))).rejects.toMatchObject({
    fields: { body: expect.any(String) },
  });
  const retired = await makeBody({ deletedAt: now });
  await expect(
    inviteUser(root.actor, invitation({ email: "x4@council.example", body: retired.id })),
  ).rejects.toMatchObject({ fields: { body: expect.any(String) } });
  expect(
    await db.user.count({ where: { email: { in: ["x3@council.example", "x4@council.example"] } } }),
  ).toBe(0);
});

test("a link is sent again to staff only", async () => {
  const target = await colleague();
  await sendInvitation(admin.actor, { userId: target.id }, now);
  expect(await db.token.count({ where: { userId: target.id, kind: "sign_in" } })).toBe(1);
  expect(await lastEntry(target.id)).toMatchObject({ action: "user.send-link" });
  const citizen = await makeUser();
  await expect(sendInvitation(root.actor, { userId: citizen.id })).rejects.toMatchObject({ code: "invalid" });
});

// ─── Rights ───

test("rights are changed within the actor's own, with before and after in the log", async () => {
  const target = await colleague();
  const [more, own] = [
    await role(admin.bodyId, "body:edit"),
    await role(admin.bodyId, "report:view-private"),
  ];
  const { categoryId, bodyId } = await makeContact({ bodyId: admin.bodyId });
  await editUser(desk.actor, edit(target, { roles: [own.id], categories: [categoryId] }));
  expect(await actorNow(target.id)).toMatchObject({
    permissions: ["report:view-private"],
    categoryIds: [categoryId],
  });
  expect(await lastEntry(target.id)).toMatchObject({
    action: "user.edit",
    bodyId,
    before: { categories: [] },
    after: { name: "Somebody New", roles: [own.name], categories: [expect.any(String)] },
  });
  // More than one has oneself cannot be given …
  await expect(editUser(desk.actor, edit(target, { roles: [own.id, more.id] }))).rejects.toMatchObject({
    fields: { roles: expect.stringContaining(more.name) },
  });
  // … not to oneself either …
  const mine = (await row(desk.id)).roles.map(({ roleId }) => roleId);
  await expect(editUser(desk.actor, edit(desk, { roles: [...mine, more.id] }))).rejects.toMatchObject({
    code: "invalid",
  });
  // … but what somebody else may give, they give.
  await editUser(admin.actor, edit(target, { roles: [more.id] }));
  expect(await actorNow(target.id)).toMatchObject({ permissions: ["body:edit"] });
});

test("an edit that changes nothing leaves nothing in the log", async () => {
  const target = await colleague();
  const { name, roles } = await row(target.id);
  const before = await db.auditEntry.count();
  await editUser(admin.actor, edit(target, { name, roles: roles.map(({ roleId }) => roleId) }));
  expect(await db.auditEntry.count()).toBe(before);
  expect(await row(target.id)).toMatchObject({ roles });
});

test("roles of another body and categories that the body does not have are refused", async () => {
  const target = await colleague();
  const foreign = await role(elsewhere.bodyId, "report:view-private");
  const { categoryId } = await makeContact({ bodyId: elsewhere.bodyId });
  const gone = await makeContact({ bodyId: admin.bodyId, state: "deleted" });
  for (const actor of [admin.actor, root.actor]) {
    await expect(editUser(actor, edit(target, { roles: [foreign.id] }))).rejects.toMatchObject({
      fields: { roles: expect.any(String) },
    });
    for (const id of [categoryId, gone.categoryId]) {
      await expect(editUser(actor, edit(target, { categories: [id] }))).rejects.toMatchObject({
        fields: { categories: expect.any(String) },
      });
    }
  }
});

test("nobody takes away their own right to manage users", async () => {
  const me = await colleague(["user:edit", "report:view-private"]);
  const less = await role(admin.bodyId, "report:view-private");
  await expect(editUser(me.actor, edit(me, { roles: [less.id] }))).rejects.toMatchObject({ code: "invalid" });
  await expect(removeFromStaff(me.actor, { userId: me.id })).rejects.toMatchObject({ code: "invalid" });
  await expect(editUser(root.actor, edit(root, { superuser: "" }))).rejects.toMatchObject({
    fields: { superuser: expect.any(String) },
  });
  await expect(removeFromStaff(root.actor, { userId: root.id })).rejects.toMatchObject({ code: "invalid" });
  // Another right of one's own may go.
  const narrow = await role(admin.bodyId, "user:edit");
  await editUser(me.actor, edit(me, { roles: [narrow.id] }));
  expect(await actorNow(me.id)).toMatchObject({ permissions: ["user:edit"] });
});

test("only superusers make superusers, and the last of them stays", async () => {
  const target = await colleague();
  await editUser(admin.actor, edit(target, { superuser: "on" }));
  expect(await row(target.id)).toMatchObject({ superuser: false });
  await editUser(root.actor, edit(target, { superuser: "on" }));
  expect(await row(target.id)).toMatchObject({ superuser: true });

  // Two who take it from each other at the same moment: one of them keeps it.
  await db.user.updateMany({ where: { id: { notIn: [root.id, target.id] } }, data: { superuser: false } });
  const other = await actorNow(target.id);
  const outcomes = await Promise.allSettled([
    removeFromStaff(root.actor, { userId: target.id }),
    removeFromStaff(other, { userId: root.id }),
  ]);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await db.user.count({ where: { superuser: true, deletedAt: null } })).toBe(1);
  await db.user.update({ where: { id: root.id }, data: { superuser: true } });
});

// ─── Leaving, moving, helping ───

test("whoever leaves keeps the account as a citizen, and no right, session or link to the provider", async () => {
  const target = await colleague(["user:edit"]);
  const { categoryId } = await makeContact({ bodyId: admin.bodyId });
  await db.userCategory.create({ data: { userId: target.id, categoryId } });
  await db.identity.create({ data: { userId: target.id, issuer: "https://i.example", subject: "s1" } });
  await removeFromStaff(admin.actor, { userId: target.id }, now);
  expect(await row(target.id)).toMatchObject({
    email: target.email,
    bodyId: null,
    roles: [],
    categories: [],
    identities: [],
    sessionsEndedAt: now,
    deletedAt: null,
  });
  expect(await actorNow(target.id)).toEqual({ kind: "citizen", userId: target.id });
  expect(await lastEntry(target.id)).toMatchObject({
    action: "user.remove",
    bodyId: admin.bodyId,
    after: { body: null },
  });
  // Gone from sight as well.
  await expect(readUser(admin.actor, target.id)).rejects.toMatchObject({ code: "not_found" });
});

test("only superusers move somebody, who leaves behind what the body had given", async () => {
  const target = await colleague();
  const everywhere = await role(null, "report:view-reporter");
  await db.userRole.create({ data: { userId: target.id, roleId: everywhere.id } });
  const move = { userId: target.id, body: elsewhere.bodyId };
  await expect(moveUser(admin.actor, move)).rejects.toMatchObject({ code: "forbidden" });
  await moveUser(root.actor, move);
  expect(await row(target.id)).toMatchObject({
    bodyId: elsewhere.bodyId,
    roles: [{ roleId: everywhere.id }],
  });
  expect(await lastEntry(target.id)).toMatchObject({ action: "user.move", bodyId: elsewhere.bodyId });
  const citizen = await makeUser();
  await expect(moveUser(root.actor, { ...move, userId: citizen.id })).rejects.toMatchObject({
    code: "invalid",
  });
  expect(await row(citizen.id)).toMatchObject({ bodyId: null });
});

test("a citizen is given no rights but by an invitation", async () => {
  const citizen = await makeUser();
  const everywhere = await role(null, "report:view-reporter");
  await expect(editUser(root.actor, edit(citizen, { roles: [everywhere.id] }))).rejects.toMatchObject({
    code: "invalid",
  });
});

test("an administrator ends sessions, takes a lost second factor off, and unlinks the provider", async () => {
  const factor = { totpSecret: "x", totpConfirmedAt: now, totpLastStep: 5, recoveryCodes: ["a"] };
  for (const [verb, action, after] of [
    [endUserSessions, "user.end-sessions", { totpSecret: "x", identities: [{ subject: "s" }] }],
    [
      resetSecondFactor,
      "user.reset-second-factor",
      { totpSecret: null, recoveryCodes: [], totpLastStep: null },
    ],
    [unlinkProvider, "user.unlink-provider", { totpSecret: "x", identities: [] }],
  ] as const) {
    const target = await colleague();
    await db.user.update({ where: { id: target.id }, data: factor });
    await db.identity.create({ data: { userId: target.id, issuer: action, subject: "s" } });
    await verb(admin.actor, { userId: target.id }, now);
    expect(await row(target.id)).toMatchObject({ ...after, sessionsEndedAt: now });
    const entry = await lastEntry(target.id);
    expect(entry).toMatchObject({ action, userId: admin.id, bodyId: admin.bodyId });
    // One's own account has a page for that, which asks for a code.
    await expect(verb(admin.actor, { userId: admin.id })).rejects.toMatchObject({ code: "invalid" });
  }
});

test("the page of a user tells what is to know, and no secret", async () => {
  const target = await colleague();
  await db.user.update({
    where: { id: target.id },
    data: { passwordHash: "$argon2id$secret", totpSecret: "v1.secret", totpConfirmedAt: now },
  });
  await db.body.update({ where: { id: admin.bodyId }, data: { requireSecondFactor: true } });
  const page = await readUser(admin.actor, target.id);
  expect(page).toMatchObject({ hasPassword: true, secondFactorSince: now, lacksSecondFactor: false });
  expect(JSON.stringify(page)).not.toContain("secret");
  expect(await readUser(admin.actor, desk.id)).toMatchObject({ lacksSecondFactor: true });
  await db.body.update({ where: { id: admin.bodyId }, data: { requireSecondFactor: false } });
});
