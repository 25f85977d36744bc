"use server";

import { formAction, staying } from "@/app/_server/action";
import { deleteWebhook, renewSecret, WhichWebhook } from "@/lib/webhooks/change-webhook";
import { PauseWebhook, pauseWebhook, resumeWebhook } from "@/lib/webhooks/pause-webhook";
import { resendEvent, WhichEvent } from "@/lib/webhooks/resend-event";
import { createWebhook, EditWebhook, editWebhook, NewWebhook } from "@/lib/webhooks/save-webhook";

/** Answers the secret, which the form shows once. */
export const createWebhookAction = formAction({
  schema: NewWebhook,
  run: async (actor, input) => {
    const { webhookId, secret } = await createWebhook(actor, input);
    return { values: { webhookId: String(webhookId), secret } };
  },
});
export const editWebhookAction = formAction({ schema: EditWebhook, run: staying(editWebhook) });
/** Likewise. */
export const renewSecretAction = formAction({
  schema: WhichWebhook,
  run: async (actor, input) => ({ values: await renewSecret(actor, input) }),
});
export const pauseWebhookAction = formAction({
  schema: PauseWebhook,
  run: async (actor, input): Promise<undefined> => {
    await pauseWebhook(actor, input);
  },
});
export const resumeWebhookAction = formAction({ schema: PauseWebhook, run: staying(resumeWebhook) });
export const deleteWebhookAction = formAction({
  schema: WhichWebhook,
  run: async (actor, input) => {
    await deleteWebhook(actor, input);
    return "/admin/webhooks";
  },
});
export const resendEventAction = formAction({
  schema: WhichEvent,
  run: async (actor, input): Promise<undefined> => {
    await resendEvent(actor, input);
  },
});
