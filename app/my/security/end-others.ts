"use server";

import type { Route } from "next";
import { redirect } from "next/navigation";
import { currentActor } from "@/app/_server/session";
import { andGoOnHere } from "@/app/my/security/go-on";
import { endOwnSessions } from "@/lib/auth/end-sessions";

/** Signs the person out everywhere but here. */
export async function endOthers(): Promise<void> {
  const actor = await currentActor();
  // Ended from elsewhere in the meantime: there is nothing left to go on.
  if (actor.kind === "anonymous") redirect("/auth?next=/my/security" as Route);
  await andGoOnHere((_session, now) => endOwnSessions(actor, now));
  redirect("/my/security?saved=sessions" as Route);
}
