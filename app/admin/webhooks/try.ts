"use server";

import { formAction } from "@/app/_server/action";
import type { TryState } from "@/components/admin/webhooks/try-webhook";
import { WhichWebhook } from "@/lib/webhooks/change-webhook";
import { type Tried, tryWebhook } from "@/lib/webhooks/try-webhook";

/** Sends a test and answers what came of it. */
export async function tryWebhookAction(previous: TryState, form: FormData): Promise<TryState> {
  let tried: Tried | undefined;
  const send = formAction({
    schema: WhichWebhook,
    run: async (actor, input) => {
      tried = await tryWebhook(actor, input);
      return undefined;
    },
  });
  const state = await send(previous, form);
  return tried ? { tried } : state;
}
