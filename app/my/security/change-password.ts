"use server";

import { formAction } from "@/app/_server/action";
import { andGoOnHere } from "@/app/my/security/go-on";
import { type Actor, userIdOf } from "@/lib/actor";
import { RemovePassword, removePassword, SetPassword, setPassword } from "@/lib/auth/password";
import { limit } from "@/lib/rate-limit";

/** The old password is asked for, so it could be tried out here as well. */
const counted = (actor: Actor) => limit("passwordHere", `user-${userIdOf(actor) ?? "nobody"}`);

/** Sets or changes the signed-in person's password, and signs them out everywhere else. */
export const changePassword = formAction({
  schema: SetPassword,
  run: async (actor, input) => {
    await counted(actor);
    await andGoOnHere((session, now) => setPassword(actor, input, session, now));
    return "/my/security?saved=password";
  },
});

/** Back to mailed links only. */
export const dropPassword = formAction({
  schema: RemovePassword,
  run: async (actor, input) => {
    await counted(actor);
    await andGoOnHere((session, now) => removePassword(actor, input, session, now));
    return "/my/security?saved=no-password";
  },
});
