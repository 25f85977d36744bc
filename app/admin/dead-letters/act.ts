"use server";

import { formAction, staying } from "@/app/_server/action";
import { type Came, cameOf, type ReplayState } from "@/components/admin/dead-letters/came";
import {
  DismissLetters,
  dismissDeadLetters,
  ReplayLetters,
  replayDeadLetters,
} from "@/lib/sync/dead-letters/act-on-letters";

/** Tries the chosen items (`ids`) again, and answers what came of each. */
export async function replayLetters(previous: ReplayState, form: FormData): Promise<ReplayState> {
  let replayed: Came[] | undefined;
  const send = formAction({
    schema: ReplayLetters,
    run: async (actor, input) => {
      replayed = (await replayDeadLetters(actor, input)).map(cameOf);
      return undefined;
    },
  });
  const state = await send(previous, form);
  return replayed ? { replayed } : state;
}

export const dismissLetters = formAction({ schema: DismissLetters, run: staying(dismissDeadLetters) });
