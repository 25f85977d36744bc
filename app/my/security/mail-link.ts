"use server";

import type { Route } from "next";
import { redirect } from "next/navigation";
import { clientAddress } from "@/app/_server/client-address";
import { currentActor } from "@/app/_server/session";
import { accountOf } from "@/lib/auth/account";
import { requestSignIn, SignInRequest } from "@/lib/auth/sign-in";
import { limit } from "@/lib/rate-limit";

/** Mails a link to the signed-in person's own address. */
export async function mailLink(form: FormData): Promise<void> {
  const me = await accountOf(await currentActor());
  if (!me?.email) redirect("/auth?next=/my/security" as Route);
  await limit("signIn", await clientAddress(), me.email);
  await requestSignIn(SignInRequest.parse({ email: me.email, next: form.get("next") }));
  redirect("/auth/check-email?for=sign-in" as Route);
}
