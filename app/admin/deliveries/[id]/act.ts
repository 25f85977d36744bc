"use server";

import { z } from "zod";
import { formAction } from "@/app/_server/action";
import type { Actor } from "@/lib/actor";
import {
  acknowledgeDelivery,
  editReference,
  markAsSent,
  resendDelivery,
  resolveUnclear,
  sendOnceAs,
  sendOnlyThisOne,
  skipDelivery,
  takeBackDelivery,
  tryNow,
} from "@/lib/delivery/act";
import { type DeliveryAction, deliveryActions } from "@/lib/delivery/actions";
import { translator } from "@/lib/messages";

/** What the form brings; each verb checks what it needs of it. */
type Told = { deliveryId: string; note: string; reference: string; contactId: string };

const verbs = {
  "try-now": tryNow,
  "send-only-this": sendOnlyThisOne,
  "send-once-as": sendOnceAs,
  resend: resendDelivery,
  arrived: (actor, told) => resolveUnclear(actor, { ...told, arrived: true }),
  "send-again": (actor, told) => resolveUnclear(actor, { ...told, arrived: false }),
  "mark-as-sent": markAsSent,
  skip: skipDelivery,
  acknowledge: acknowledgeDelivery,
  "take-back": takeBackDelivery,
  "edit-reference": editReference,
} satisfies Record<DeliveryAction, (actor: Actor, told: Told) => Promise<void>>;

/** Does one action to one delivery: `action`, `deliveryId`, and the fields that its dialog asks for. */
export const actOnDelivery = formAction({
  schema: z.object({
    action: z.enum(deliveryActions, { error: translator("adminDeliveries")("refused.action") }),
    deliveryId: z.string(),
    note: z.string().default(""),
    reference: z.string().default(""),
    contactId: z.string().default(""),
  }),
  run: async (actor, { action, ...told }) => {
    await verbs[action](actor, told);
    return undefined;
  },
});
