"use server";

import { formAction, staying } from "@/app/_server/action";
import {
  createRole,
  deleteRole,
  editRole,
  NewRole,
  RoleChosen,
  RoleEdit,
  resetRole,
} from "@/lib/users/edit-role";
import { readRole } from "@/lib/users/list-roles";

export const createRoleAction = formAction({
  schema: NewRole,
  run: async (actor, input) => `/admin/roles/${await createRole(actor, input)}?made=1`,
});
export const editRoleAction = formAction({ schema: RoleEdit, run: staying(editRole) });
export const resetRoleAction = formAction({ schema: RoleChosen, run: staying(resetRole) });
export const deleteRoleAction = formAction({
  schema: RoleChosen,
  run: async (actor, input) => {
    const { bodyId } = await readRole(actor, input.roleId);
    await deleteRole(actor, input);
    return bodyId === null ? "/admin/roles" : `/admin/roles?body=${bodyId}`;
  },
});
