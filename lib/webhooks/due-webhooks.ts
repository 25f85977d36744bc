import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { enqueue } from "@/lib/queue";
import { isDue } from "@/lib/webhooks/claim";

/** The webhooks that have something to be told; none on a test system, from which nothing leaves. */
export async function dueWebhooks(now: Date): Promise<number[]> {
  if (env.STAGING) return [];
  const rows = await db.$queryRaw<{ id: number }[]>`
    select w.id from "Webhook" w
    where w."pausedAt" is null and exists (select from "WebhookDelivery" d
      where d."webhookId" = w.id and ${isDue(now)})
    order by w.id`;
  return rows.map(({ id }) => id);
}

/** Has told what a lost job or a pause left waiting, and what is due again. */
export async function nudgeWebhooks(now: Date): Promise<boolean> {
  const due = await dueWebhooks(now);
  if (due.length > 0) await enqueue(db, "send-webhooks", {}, { key: "send-webhooks" });
  return due.length > 0;
}
