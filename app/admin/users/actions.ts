"use server";

import { formAction, staying } from "@/app/_server/action";
import { editUser, moveUser, removeFromStaff, UserEdit, UserMove } from "@/lib/users/edit";
import { Invitation, inviteUser, sendInvitation, UserChosen } from "@/lib/users/invite";
import { endUserSessions, resetSecondFactor, unlinkProvider } from "@/lib/users/sign-in-help";

export const inviteAction = formAction({
  schema: Invitation,
  run: async (actor, input) => `/admin/users/${await inviteUser(actor, input)}?invited=1`,
});
export const editUserAction = formAction({ schema: UserEdit, run: staying(editUser) });
export const moveUserAction = formAction({ schema: UserMove, run: staying(moveUser) });
export const sendLinkAction = formAction({ schema: UserChosen, run: staying(sendInvitation) });
export const endSessionsAction = formAction({ schema: UserChosen, run: staying(endUserSessions) });
export const resetFactorAction = formAction({ schema: UserChosen, run: staying(resetSecondFactor) });
export const unlinkAction = formAction({ schema: UserChosen, run: staying(unlinkProvider) });
/** Whoever is no staff any more is out of sight for most who may do this. */
export const removeUserAction = formAction({
  schema: UserChosen,
  run: async (actor, input) => {
    await removeFromStaff(actor, input);
    return "/admin/users";
  },
});
