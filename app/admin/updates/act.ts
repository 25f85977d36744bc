"use server";

import { z } from "zod";
import { formAction } from "@/app/_server/action";
import type { Actor } from "@/lib/actor";
import {
  markUpdateAsSent,
  sendUpdateAgain,
  sendUpdateNow,
  skipUpdate,
} from "@/lib/delivery/updates/act-on-update";
import { type UpdateAction, updateActions } from "@/lib/delivery/updates/update-actions";
import { translator } from "@/lib/messages";

/** What the form brings; each verb checks what it needs of it. */
type Told = { updateDeliveryId: string; note: string; reference: string };

const verbs = {
  "send-now": sendUpdateNow,
  "send-again": sendUpdateAgain,
  "mark-as-sent": markUpdateAsSent,
  skip: skipUpdate,
} satisfies Record<UpdateAction, (actor: Actor, told: Told) => Promise<void>>;

/** Does one action to one update on its way: `action`, `updateDeliveryId`, and the fields that its dialog asks for. */
export const actOnUpdate = formAction({
  schema: z.object({
    action: z.enum(updateActions, { error: translator("adminDeliveries")("refused.action") }),
    updateDeliveryId: z.string(),
    note: z.string().default(""),
    reference: z.string().default(""),
  }),
  run: async (actor, { action, ...told }) => {
    await verbs[action](actor, told);
    return undefined;
  },
});
