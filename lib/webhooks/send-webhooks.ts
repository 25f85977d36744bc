import { dueWebhooks } from "@/lib/webhooks/due-webhooks";
import { type SendOptions, sendWebhook, type WebhookCounts } from "@/lib/webhooks/send-webhook";

/** Tells every webhook what is due, all of them at once. */
export async function sendWebhooks(options: SendOptions): Promise<WebhookCounts & { webhooks: number }> {
  const due = await dueWebhooks(options.clock?.() ?? new Date());
  const each = await Promise.all(due.map((id) => sendWebhook(id, options)));
  const sum = (kind: keyof WebhookCounts) => each.reduce((total, counts) => total + counts[kind], 0);
  return {
    ...{ webhooks: due.length, sent: sum("sent"), failed: sum("failed"), later: sum("later") },
    ...{ lost: sum("lost"), skipped: sum("skipped") },
  };
}
