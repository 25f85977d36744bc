"use server";

import type { Route } from "next";
import { redirect } from "next/navigation";
import { landing, startSession } from "@/app/_server/session";
import { standingOf } from "@/lib/auth/current-user";
import { acceptSignIn } from "@/lib/auth/sign-in";
import { DomainError } from "@/lib/errors";

/** The button of a sign-in link's page. */
export async function signIn(form: FormData): Promise<void> {
  const token = String(form.get("token"));
  const accepted = await acceptSignIn(token).catch((error: unknown) => {
    if (error instanceof DomainError) return null;
    throw error;
  });
  // A link that broke in the meantime: the page itself says so, and what to do.
  if (!accepted) redirect(`/auth/${encodeURIComponent(token)}` as Route);
  const session = await startSession(accepted.userId);
  redirect(landing(await standingOf(session), accepted.next));
}
