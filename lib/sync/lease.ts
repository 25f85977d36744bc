import { randomUUID } from "node:crypto";
import { db, Prisma } from "@/lib/db";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import type { PollKind } from "@/prisma/generated/enums";

/** That nobody else reads this kind of thing from this connection. */
export type Lease = { connectionId: number; kind: PollKind; holder: string };

/**
 * Runs `work` while nobody else reads the same kind of thing from the same connection; the lease is renewed meanwhile, and given
 * back after.
 * @returns null, and nothing was run, when somebody else is at it
 */
export async function withLease<T>(
  { connectionId, kind }: Pick<Lease, "connectionId" | "kind">,
  { worker, now }: { worker: string; now: Date },
  work: (lease: Lease) => Promise<T>,
): Promise<T | null> {
  const lease = { connectionId, kind, holder: `${worker}/${randomUUID().slice(0, 8)}` };
  if (!(await claim(lease, now))) return null;
  const timer = setInterval(() => {
    renew(lease).catch((error: unknown) => log.warn({ err: error, connectionId }, "a lease was not renewed"));
  }, leaseMs() / 3);
  try {
    return await work(lease);
  } finally {
    clearInterval(timer);
    await release(lease);
  }
}

const leaseMs = (): number => env.LEASE_SECONDS * 1000;
/** By the database's clock, which all workers share. */
const leaseEnd = () => Prisma.sql`now() + ${leaseMs()} * interval '1 millisecond'`;
const kindOf = (kind: PollKind) => Prisma.sql`${kind}::"PollKind"`;
const mine = ({ connectionId, kind, holder }: Lease) =>
  Prisma.sql`"connectionId" = ${connectionId} and kind = ${kindOf(kind)} and "leasedBy" = ${holder}`;

async function claim({ connectionId, kind, holder }: Lease, now: Date): Promise<boolean> {
  const claimed = await db.$executeRaw`
    insert into "Watermark" as w ("connectionId", kind, "dueAt", "leasedUntil", "leasedBy", "lastTriedAt")
    values (${connectionId}, ${kindOf(kind)}, ${now}, ${leaseEnd()}, ${holder}, ${now})
    on conflict ("connectionId", kind) do update
    set "leasedUntil" = excluded."leasedUntil", "leasedBy" = excluded."leasedBy", "lastTriedAt" = excluded."lastTriedAt"
    where w."leasedUntil" is null or w."leasedUntil" < now()`;
  return claimed > 0;
}

const renew = (lease: Lease): Promise<number> =>
  db.$executeRaw`update "Watermark" set "leasedUntil" = ${leaseEnd()} where ${mine(lease)}`;

const release = (lease: Lease): Promise<number> =>
  db.$executeRaw`update "Watermark" set "leasedUntil" = null, "leasedBy" = null where ${mine(lease)}`;
