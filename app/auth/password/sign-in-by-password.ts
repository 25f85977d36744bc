"use server";

import { formAction } from "@/app/_server/action";
import { clientAddress } from "@/app/_server/client-address";
import { landing, startSession } from "@/app/_server/session";
import { standingOf } from "@/lib/auth/current-user";
import { PasswordSignIn, signInWithPassword } from "@/lib/auth/password";
import { limit } from "@/lib/rate-limit";

/** Signs in by password; counted before it is looked at, per network, per account, and per both. */
export const signInByPassword = formAction({
  schema: PasswordSignIn,
  run: async (_actor, input) => {
    const from = await clientAddress();
    await limit("password", from);
    await limit("passwordHere", `${from} ${input.email}`);
    await limit("passwordAnywhere", input.email);
    const { userId } = await signInWithPassword(input);
    const session = await startSession(userId);
    return landing(await standingOf(session), input.next);
  },
});
