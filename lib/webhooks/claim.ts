import { z } from "zod";
import { db, Prisma, type Tx } from "@/lib/db";
import { eventNames } from "@/lib/event-names";
import { readHistory } from "@/lib/webhooks/history";
import type { Told } from "@/lib/webhooks/payload";
import { downAfter } from "@/lib/webhooks/standing";

/** An event that is this worker's to tell, until its lease ends. */
export type WebhookClaim = Told & {
  id: number;
  webhookId: number;
  /** This attempt's number. */
  attempts: number;
  worker: string;
  url: string;
  /** Encrypted. */
  secret: string;
};

/** Longer than a call takes, with all that is read and written around it. */
const leaseMs = 60_000;

/** While a receiver is down nothing new is tried while something that failed comes up again within this time. */
const probeMs = 10 * 60_000;

/**
 * SQL over `"WebhookDelivery" d`: it is to be told now, and nobody is at it. What was never tried has no date to wait for, as that would
 * be the database's, whose clock may be ahead of ours.
 */
export const isDue = (
  now: Date,
): Prisma.Sql => Prisma.sql`(d.state = 'due' and (d.attempts = 0 or d."dueAt" <= ${now})
  and (d."leasedUntil" is null or d."leasedUntil" <= ${now}))`;

const Row = z.object({
  id: z.number(),
  event: z.enum([...eventNames, "ping"]),
  eventId: z.string(),
  happenedAt: z.date(),
  reportId: z.number().nullable(),
  updateId: z.number().nullable(),
  attempts: z.number(),
  history: z.unknown(),
  url: z.string(),
  secret: z.string(),
});

/**
 * Claims the event of a webhook that is due next, unless one of its events is being told: one at a time, in the order in which they
 * happened. One that failed keeps no other from its turn; but while the receiver is down only what has failed before is tried, so that
 * a long queue is not spent on it. The lease ends by itself: what nobody finishes is due again. Two statements: workers of other hosts
 * wait for the webhook's row, so that each sees what the one before it has claimed.
 */
export function claimEvent(webhookId: number, worker: string, now: Date): Promise<WebhookClaim | null> {
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`select 1 from "Webhook" where id = ${webhookId} for no key update`;
    return claimNext(tx, webhookId, worker, now);
  });
}

async function claimNext(tx: Tx, webhookId: number, worker: string, now: Date): Promise<WebhookClaim | null> {
  const [row] = await tx.$queryRaw<unknown[]>`
    with next as (
      select d.id from "Webhook" w join "WebhookDelivery" d on d."webhookId" = w.id
      where w.id = ${webhookId} and w."pausedAt" is null and ${isDue(now)}
        and not exists (select from "WebhookDelivery" o
          where o."webhookId" = w.id and o.state = 'due' and o."leasedUntil" > ${now})
        and (w.failures < ${downAfter} or d.attempts > 0 or not exists (select from "WebhookDelivery" o
          where o."webhookId" = w.id and o.state = 'due' and o.attempts > 0
            and o."dueAt" <= ${new Date(now.getTime() + probeMs)}))
      order by d."dueAt", d.id limit 1 for update of d skip locked
    )
    update "WebhookDelivery" d set attempts = d.attempts + 1, "leasedUntil" = ${new Date(now.getTime() + leaseMs)},
      "leasedBy" = ${worker}
    from next, "Webhook" w
    where d.id = next.id and w.id = d."webhookId"
    returning d.id, d.event, d."eventId"::text, d."createdAt" as "happenedAt", d."reportId", d."updateId", d.attempts, d.history,
      w.url, w.secret`;
  if (row === undefined) return null;
  const { history, updateId, ...claim } = Row.parse(row);
  return { ...claim, webhookId, worker, updateId: updateId ?? readHistory(history).goneUpdateId };
}
