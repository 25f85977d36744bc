"use server";

import { formAction } from "@/app/_server/action";
import { AccountDetails, updateAccount } from "@/lib/auth/account";

/** Keeps the signed-in person's name and telephone number. */
export const saveDetails = formAction({
  schema: AccountDetails,
  run: async (actor, input) => {
    await updateAccount(actor, input);
    return "/my?saved=1";
  },
});
