import { db } from "@/lib/db";

/** How long the log of a webhook is kept, in days; what has waited for so long is not news any more either. */
const keptDays = 30;
const batch = 1_000;

/** Deletes what happened longer ago, in batches, so that no lock is held for long. @returns how many events */
export async function expireWebhookLogs(now: Date): Promise<number> {
  const before = new Date(now.getTime() - keptDays * 86_400_000);
  for (let total = 0; ; ) {
    const deleted = await db.$executeRaw`
      delete from "WebhookDelivery" where id in (
        select id from "WebhookDelivery" where "createdAt" < ${before} order by "createdAt" limit ${batch})`;
    total += deleted;
    if (deleted < batch) return total;
  }
}
