"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { currentActor } from "@/app/_server/session";
import { Unfollow, unfollow } from "@/lib/alerts/follow";
import { DomainError } from "@/lib/errors";
import { parseInput, textValues } from "@/lib/forms";
import { translator } from "@/lib/messages";

/** The button beside a report that one follows. */
export async function stopFollowing(form: FormData): Promise<void> {
  try {
    const input = parseInput(Unfollow, textValues(form), translator("refusals")("request"));
    await unfollow(await currentActor(), input);
  } catch (error) {
    // Signed out in the meantime: the page asks to sign in.
    if (!(error instanceof DomainError)) throw error;
  }
  // The page one is on, which the browser would not read again for that.
  refresh();
  redirect("/my#following");
}
