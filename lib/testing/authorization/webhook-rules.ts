import { randomUUID } from "node:crypto";
import { db } from "@/lib/db";
import { mark } from "@/lib/testing/authorization/fresh";
import { act, list, type Rules } from "@/lib/testing/authorization/rule";
import type { Things, World } from "@/lib/testing/authorization/world";
import { deleteWebhook, renewSecret } from "@/lib/webhooks/change-webhook";
import { listEvents, readEvent } from "@/lib/webhooks/list-events";
import { listWebhooks, readWebhook, webhookChoices } from "@/lib/webhooks/list-webhooks";
import { pauseWebhook, resumeWebhook } from "@/lib/webhooks/pause-webhook";
import { resendEvent } from "@/lib/webhooks/resend-event";
import { createWebhook, editWebhook } from "@/lib/webhooks/save-webhook";
import { makeSecret } from "@/lib/webhooks/secret";
import { tryWebhook } from "@/lib/webhooks/try-webhook";

/** What a body's reports tell others is the whole body's matter. */
const editing = { needs: ["api:edit"], limits: "body" } as const;
/** A webhook that hears of the whole site. */
const site = { needs: "superuser", limits: "none" } as const;

type More = { bodyId?: number | null; pausedAt?: Date };

/** One that nobody is reached by: where a test would call, nothing answers. */
async function freshWebhook({ body }: Things, more: More = {}): Promise<number> {
  const data = { bodyId: body.id, name: mark(), url: "http://127.0.0.1:1/", events: ["report.published"] };
  return (await db.webhook.create({ data: { ...data, secret: makeSecret().kept, ...more } })).id;
}

async function freshEvent(things: Things, more: More = {}): Promise<number> {
  const webhookId = await freshWebhook(things, more);
  const data = { webhookId, event: "report.published", eventId: randomUUID(), state: "failed" } as const;
  return (await db.webhookDelivery.create({ data })).id;
}

/** One webhook of each body, for the lists. */
export async function makeWebhooks({ here, other }: World): Promise<void> {
  for (const things of [here, other]) await freshWebhook(things);
}

const fields = { url: "https://receiver.example/", events: ["report.published" as const] };
const named = () => ({ ...fields, name: mark() });

/** Reading webhooks and their logs. */
export const webhookReads: Rules = {
  "lib/webhooks/list-webhooks.ts listWebhooks": [
    list({
      ...editing,
      call: (actor) => listWebhooks(actor, {}),
      ids: ({ items }) => [...new Set(items.map(({ body }) => body?.id))],
      own: ({ body, share }) => (share === 2 ? [] : [body.id]),
    }),
  ],
  "lib/webhooks/list-webhooks.ts readWebhook": [
    act({ ...editing, call: async (actor, { here }) => readWebhook(actor, await freshWebhook(here)) }),
    act({
      ...site,
      call: async (actor, { here }) => readWebhook(actor, await freshWebhook(here, { bodyId: null })),
    }),
  ],
  "lib/webhooks/list-webhooks.ts webhookChoices": [
    list({
      ...editing,
      call: (actor) => webhookChoices(actor),
      ids: ({ bodies }) => bodies.map(({ id }) => id),
      own: ({ body }) => [body.id],
    }),
  ],
  "lib/webhooks/list-events.ts listEvents": [
    act({ ...editing, call: async (actor, { here }) => listEvents(actor, await freshWebhook(here), {}) }),
    act({
      ...site,
      call: async (actor, { here }) => listEvents(actor, await freshWebhook(here, { bodyId: null }), {}),
    }),
  ],
  "lib/webhooks/list-events.ts readEvent": [
    act({ ...editing, call: async (actor, { here }) => readEvent(actor, await freshEvent(here)) }),
    act({
      ...site,
      call: async (actor, { here }) => readEvent(actor, await freshEvent(here, { bodyId: null })),
    }),
  ],
};

/** Making and changing them, and having them told. */
export const webhookWrites: Rules = {
  "lib/webhooks/save-webhook.ts createWebhook": [
    act({
      ...editing,
      call: (actor, { here }) => createWebhook(actor, { ...named(), bodyId: here.body.id }),
    }),
    act({ ...site, call: (actor) => createWebhook(actor, { ...named(), bodyId: null }) }),
  ],
  "lib/webhooks/save-webhook.ts editWebhook": [
    act({
      ...editing,
      call: async (actor, { here }) =>
        editWebhook(actor, { ...named(), webhookId: await freshWebhook(here) }),
    }),
    act({
      ...site,
      call: async (actor, { here }) =>
        editWebhook(actor, { ...named(), webhookId: await freshWebhook(here, { bodyId: null }) }),
    }),
  ],
  "lib/webhooks/pause-webhook.ts pauseWebhook": [
    act({
      ...editing,
      call: async (actor, { here }) => pauseWebhook(actor, { webhookId: await freshWebhook(here) }),
    }),
  ],
  "lib/webhooks/pause-webhook.ts resumeWebhook": [
    act({
      ...editing,
      call: async (actor, { here }) =>
        resumeWebhook(actor, { webhookId: await freshWebhook(here, { pausedAt: new Date() }) }),
    }),
  ],
  "lib/webhooks/change-webhook.ts renewSecret": [
    act({
      ...editing,
      call: async (actor, { here }) => renewSecret(actor, { webhookId: await freshWebhook(here) }),
    }),
  ],
  "lib/webhooks/change-webhook.ts deleteWebhook": [
    act({
      ...editing,
      call: async (actor, { here }) => deleteWebhook(actor, { webhookId: await freshWebhook(here) }),
    }),
  ],
  "lib/webhooks/resend-event.ts resendEvent": [
    act({
      ...editing,
      call: async (actor, { here }) => resendEvent(actor, { deliveryId: await freshEvent(here) }),
    }),
  ],
  "lib/webhooks/try-webhook.ts tryWebhook": [
    act({
      ...editing,
      call: async (actor, { here }) => tryWebhook(actor, { webhookId: await freshWebhook(here) }),
    }),
    act({
      ...site,
      call: async (actor, { here }) =>
        tryWebhook(actor, { webhookId: await freshWebhook(here, { bodyId: null }) }),
    }),
  ],
};
