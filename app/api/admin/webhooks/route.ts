import { route } from "@/app/_server/route";
import { currentActor } from "@/app/_server/session";
import { listWebhooks, WebhookQuery } from "@/lib/webhooks/list-webhooks";

export const GET = route({ query: WebhookQuery }, async ({ query }) =>
  listWebhooks(await currentActor(), query),
);
