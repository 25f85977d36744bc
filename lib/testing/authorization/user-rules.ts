import { db } from "@/lib/db";
import { freshColleague, freshRole, mark } from "@/lib/testing/authorization/fresh";
import { act, list, type Rules } from "@/lib/testing/authorization/rule";
import { makeUser } from "@/lib/testing/factories";
import { editUser, moveUser, removeFromStaff } from "@/lib/users/edit";
import { createRole, deleteRole, editRole, resetRole } from "@/lib/users/edit-role";
import { inviteUser, sendInvitation } from "@/lib/users/invite";
import { listRoles, readRole, roleNames } from "@/lib/users/list-roles";
import { listUsers, UserQuery } from "@/lib/users/list-users";
import { readUser, rightChoices } from "@/lib/users/read-user";
import { endUserSessions, resetSecondFactor, unlinkProvider } from "@/lib/users/sign-in-help";

/** Users belong to no category: whoever is limited to some manages none. */
const managing = { needs: ["user:edit"], limits: "body" } as const;
const governing = { needs: "superuser", limits: "none" } as const;

/** Reading who works for a body, and as what. */
export const userReads: Rules = {
  "lib/users/list-users.ts listUsers": [
    list({
      ...managing,
      call: (actor) => listUsers(actor, UserQuery.parse({})),
      ids: ({ items }) => items.map(({ id }) => id),
      own: ({ colleague }) => [colleague.id],
    }),
  ],
  "lib/users/read-user.ts readUser": [
    act({ ...managing, call: (actor, { here }) => readUser(actor, here.colleague.id) }),
  ],
  "lib/users/read-user.ts rightChoices": [
    act({ ...managing, call: (actor, { here }) => rightChoices(actor, here.body.id) }),
  ],
  "lib/users/list-roles.ts listRoles": [
    act({ ...managing, call: (actor, { here }) => listRoles(actor, here.body.id) }),
  ],
  "lib/users/list-roles.ts readRole": [
    act({ ...managing, call: (actor, { here }) => readRole(actor, here.role.id) }),
  ],
  "lib/users/list-roles.ts roleNames": [
    list({
      ...managing,
      call: (actor) => roleNames(actor),
      ids: (roles) => roles.map(({ slug }) => slug),
      own: ({ role }) => [role.slug],
    }),
  ],
};

const invitation = (body: number, superuser = false) => ({
  ...{ email: `${mark()}@matrix.example`, name: "Somebody", body, superuser },
  ...{ roles: [], categories: [] },
});

/** Changing it. */
export const userWrites: Rules = {
  "lib/users/invite.ts inviteUser": [
    list({
      ...managing,
      // Whatever body is asked for, a body's staff invite into their own.
      call: async (actor, { here, other }) => {
        const bodies = actor.kind === "staff" && actor.superuser ? [here, other] : [here];
        const ids = [];
        for (const { body } of bodies) ids.push(await inviteUser(actor, invitation(body.id)));
        return db.user.findMany({ where: { id: { in: ids } }, select: { bodyId: true } });
      },
      ids: (users) => users.map(({ bodyId }) => bodyId),
      own: ({ body }) => [body.id],
    }),
    // Nobody makes a superuser who is none: what is asked for is left out.
    act({
      ...governing,
      call: async (actor, { here }) => {
        const id = await inviteUser(actor, invitation(here.body.id, true));
        return db.user.findUniqueOrThrow({ where: { id }, select: { superuser: true } });
      },
      refusal: ({ superuser }) => !superuser,
    }),
  ],
  "lib/users/invite.ts sendInvitation": [
    act({
      ...managing,
      call: async (actor, { here }) => sendInvitation(actor, { userId: await freshColleague(here) }),
    }),
  ],
  "lib/users/edit.ts editUser": [
    act({
      ...managing,
      call: async (actor, { here }) => {
        const userId = await freshColleague(here);
        await editUser(actor, {
          userId,
          name: mark(),
          superuser: false,
          roles: [here.role.id],
          categories: [],
        });
      },
    }),
    // A superuser of the body may do more than its administrator, who therefore changes nothing about them.
    act({
      ...governing,
      call: async (actor, { here }) => {
        const { id: userId } = await makeUser({ bodyId: here.body.id, superuser: true });
        await editUser(actor, { userId, name: mark(), superuser: false, roles: [], categories: [] });
      },
    }),
  ],
  "lib/users/edit.ts moveUser": [
    act({
      ...governing,
      call: async (actor, { here, other }) =>
        moveUser(actor, { userId: await freshColleague(here), body: other.body.id }),
    }),
  ],
  "lib/users/edit.ts removeFromStaff": [
    act({
      ...managing,
      call: async (actor, { here }) => removeFromStaff(actor, { userId: await freshColleague(here) }),
    }),
  ],
  "lib/users/sign-in-help.ts endUserSessions": [
    act({
      ...managing,
      call: async (actor, { here }) => endUserSessions(actor, { userId: await freshColleague(here) }),
    }),
  ],
  "lib/users/sign-in-help.ts resetSecondFactor": [
    act({
      ...managing,
      call: async (actor, { here }) => resetSecondFactor(actor, { userId: await freshColleague(here) }),
    }),
  ],
  "lib/users/sign-in-help.ts unlinkProvider": [
    act({
      ...managing,
      call: async (actor, { here }) => unlinkProvider(actor, { userId: await freshColleague(here) }),
    }),
  ],
  "lib/users/edit-role.ts createRole": [
    act({
      ...managing,
      call: (actor, { here }) =>
        createRole(actor, { body: here.body.id, name: mark(), permissions: ["user:edit"] }),
    }),
  ],
  "lib/users/edit-role.ts editRole": [
    act({
      ...managing,
      call: async (actor, { here }) =>
        editRole(actor, { roleId: (await freshRole(here)).id, name: mark(), permissions: ["user:edit"] }),
    }),
  ],
  "lib/users/edit-role.ts resetRole": [
    act({
      // It holds that, and nobody gives more than they have.
      needs: ["user:edit", "report:view-private"],
      limits: "body",
      call: async (actor, { here }) => {
        const bodyId_slug = { bodyId: here.body.id, slug: "viewer" };
        const { id: roleId } = await db.role.findUniqueOrThrow({ where: { bodyId_slug } });
        await resetRole(actor, { roleId });
      },
    }),
  ],
  "lib/users/edit-role.ts deleteRole": [
    act({
      ...managing,
      call: async (actor, { here }) => deleteRole(actor, { roleId: (await freshRole(here)).id }),
    }),
  ],
};
