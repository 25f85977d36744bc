"use server";

import { formAction } from "@/app/_server/action";
import { clientAddress } from "@/app/_server/client-address";
import { requestSignIn, SignInRequest } from "@/lib/auth/sign-in";
import { limit } from "@/lib/rate-limit";

/** Mails a link that signs in, and says the same whether or not the address is known. */
export const askForLink = formAction({
  schema: SignInRequest,
  run: async (_actor, input) => {
    await limit("signIn", await clientAddress(), input.email);
    await requestSignIn(input);
    return "/auth/check-email?for=sign-in";
  },
});
