"use server";

import { formAction, staying } from "@/app/_server/action";
import type { FormState } from "@/lib/forms";
import { translator } from "@/lib/messages";
import {
  type AppliedSync,
  applyHeldSync,
  DecideHeld,
  dismissHeldSync,
} from "@/lib/sync/services/decide-held";
import { LookAtServices, type Preview, previewSync } from "@/lib/sync/services/preview-sync";
import type { SyncDiff } from "@/lib/sync/services/sync-diff";

export type LookState = FormState & { preview?: Preview };
export type ApplyState = FormState & { diff?: SyncDiff };

/** Asks for the list and answers what would be changed. */
export async function lookNow(previous: LookState, form: FormData): Promise<LookState> {
  let preview: Preview | undefined;
  const send = formAction({
    schema: LookAtServices,
    run: async (actor, input) => {
      preview = await previewSync(actor, input);
      return undefined;
    },
  });
  const state = await send(previous, form);
  return preview ? { preview } : state;
}

/** Lets the differences through that were seen; where they are others by now, it answers these. */
export async function applyOne(previous: ApplyState, form: FormData): Promise<ApplyState> {
  let applied: AppliedSync | undefined;
  const send = formAction({
    schema: DecideHeld,
    run: async (actor, input) => {
      applied = await applyHeldSync(actor, input);
      return undefined;
    },
  });
  const state = await send(previous, form);
  const t = translator("adminServices");
  switch (applied?.kind) {
    case "started":
      return {};
    case "changed":
      return { message: t("apply.changed"), diff: applied.diff };
    case "failed":
      return { message: t("apply.failed", { reason: applied.reason }) };
    default:
      return state;
  }
}

export const dismissOne = formAction({ schema: DecideHeld, run: staying(dismissHeldSync) });
