import { db, Prisma } from "@/lib/db";
import { type Delivered, deliver } from "@/lib/delivery/deliver";
import { sweep } from "@/lib/delivery/sweep";
import { env } from "@/lib/env";
import { invalid } from "@/lib/errors";

type Options = {
  worker: string;
  now?: Date;
  /** Only deliveries to this body (slug). */
  body?: string | undefined;
  connectionId?: number | undefined;
  /** Only this report, and without waiting for its next attempt's time. */
  reportId?: number | undefined;
};

/** Attempts every delivery that is due, once, and answers how many came out which way. */
export async function sendReports({
  worker,
  now = new Date(),
  ...only
}: Options): Promise<Record<Delivered, number>> {
  const bodyId = only.body === undefined ? null : await bodyIdOf(only.body);
  await sweep(now);
  const due = await db.$queryRaw<{ id: number }[]>(Prisma.sql`
    select d.id from "Delivery" d
    where d.state = 'due' and (d."dueAt" <= ${now} or ${only.reportId !== undefined})
      and (${bodyId}::int is null or d."bodyId" = ${bodyId})
      and (${only.connectionId ?? null}::int is null or d."connectionId" = ${only.connectionId ?? null})
      and (${only.reportId ?? null}::int is null or d."reportId" = ${only.reportId ?? null})
    order by random()`);
  const counts = { sent: 0, failed: 0, unclear: 0, skipped: 0, held: 0, taken: 0, closed: 0 };
  const lanes = Array.from({ length: env.WORKER_CONCURRENCY }, async () => {
    for (let next = due.pop(); next; next = due.pop()) {
      counts[await deliver(next.id, { worker, now, early: only.reportId !== undefined })]++;
    }
  });
  await Promise.all(lanes);
  return counts;
}

async function bodyIdOf(slug: string): Promise<number> {
  const body = await db.body.findUnique({ where: { slug }, select: { id: true } });
  if (!body) throw invalid(`There is no body with the slug “${slug}”.`);
  return body.id;
}
