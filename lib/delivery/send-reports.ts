import { db } from "@/lib/db";
import type { Delivered } from "@/lib/delivery/line";
import type { Wanted } from "@/lib/delivery/pick";
import { reportLine } from "@/lib/delivery/report-line";
import { Sender } from "@/lib/delivery/sender";
import { sweep } from "@/lib/delivery/sweep";
import { invalid } from "@/lib/errors";

type Options = {
  worker: string;
  now?: Date;
  /** Only deliveries to this body (slug). */
  body?: string | undefined;
  connectionId?: number | undefined;
  /** Only this report, to all its bodies, and without waiting for its next attempt's time. */
  reportId?: number | undefined;
};

/** Attempts every delivery that is due, once, and answers how many came out which way. */
export async function sendReports({
  worker,
  now = new Date(),
  ...only
}: Options): Promise<Record<Delivered, number>> {
  const counts = { sent: 0, failed: 0, unclear: 0, skipped: 0, held: 0, taken: 0, closed: 0 };
  const wanted: Wanted =
    only.reportId === undefined
      ? { notTriedSince: new Date(), connectionId: only.connectionId, bodyId: await bodyIdOf(only.body) }
      : { ids: await deliveriesOf(only.reportId), early: true };
  await sweep(now);
  const sender = new Sender(reportLine, {
    worker,
    wanted,
    now: () => now,
    onDelivered: (_, outcome) => counts[outcome]++,
  });
  sender.wake();
  await sender.idle();
  return counts;
}

async function deliveriesOf(reportId: number): Promise<number[]> {
  const rows = await db.delivery.findMany({ where: { reportId }, select: { id: true } });
  return rows.map(({ id }) => id);
}

/** @throws DomainError `invalid` for a slug that no body has */
export async function bodyIdOf(slug: string | undefined): Promise<number | undefined> {
  if (slug === undefined) return undefined;
  const body = await db.body.findUnique({ where: { slug }, select: { id: true } });
  if (!body) throw invalid(`There is no body with the slug “${slug}”.`);
  return body.id;
}
