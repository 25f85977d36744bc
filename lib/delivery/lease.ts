import { db } from "@/lib/db";
import type { Claim } from "@/lib/delivery/claim";
import { groupCommit } from "@/lib/delivery/group-commit";
import { env } from "@/lib/env";

export const leaseEnd = (now: Date): Date => new Date(now.getTime() + env.LEASE_SECONDS * 1000);

type Mark = { claim: Claim; worker: string; startedAt: Date };

/**
 * Says, just before a request leaves, that it is on its way: from here on a lost worker means "unclear", not "again". Marks that come
 * in together are committed together.
 * @returns false when the claim has run out meanwhile, or its connection was paused: nothing may leave then
 */
export const markInFlight = groupCommit<Mark, boolean>(async (marks) => {
  const rows = marks.map(({ claim: { delivery, connection, evenIfPaused }, worker, startedAt }) => ({
    id: delivery.id,
    attempts: delivery.attempts,
    worker,
    at: startedAt,
    connection: evenIfPaused ? null : (connection?.id ?? null),
  }));
  // No indexed column is touched, so that the index of every state and date stays as it is.
  const marked = await db.$queryRaw<{ id: number }[]>`
    update "Delivery" d set "inFlight" = true, "lastAttemptAt" = mark.at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as mark(id int, attempts int, worker text, at timestamptz, connection int)
    where d.id = mark.id and d.attempts = mark.attempts and d.state = 'sending' and d."leasedBy" = mark.worker
      and not exists (select 1 from "Connection" c where c.id = mark.connection and c."pausedAt" is not null)
    returning d.id`;
  const ids = new Set(marked.map(({ id }) => id));
  return marks.map(({ claim }) => ids.has(claim.delivery.id));
});

/** Gives back a claim that nothing was done with, as if it had never been. */
export async function giveBack({ delivery, wasUnclear }: Claim, worker: string): Promise<void> {
  await db.delivery.updateMany({
    where: { id: delivery.id, attempts: delivery.attempts, state: "sending", leasedBy: worker },
    data: {
      state: wasUnclear ? "unclear" : "due",
      attempts: { decrement: 1 },
      leasedBy: null,
      leasedUntil: null,
      inFlight: false,
    },
  });
}

const held = new Map<number, string>();
let timer: NodeJS.Timeout | undefined;

/** Runs `work` while the leases of these deliveries are renewed, so that a slow back end does not look like a dead worker. */
export async function whileLeased<T>(
  ids: readonly number[],
  worker: string,
  work: () => Promise<T>,
): Promise<T> {
  for (const id of ids) held.set(id, worker);
  timer ??= setInterval(renew, (env.LEASE_SECONDS * 1000) / 3);
  try {
    return await work();
  } finally {
    for (const id of ids) held.delete(id);
    if (held.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  }
}

/** One statement for all that this process has claimed. */
async function renew(): Promise<void> {
  const ids = [...held.keys()];
  await db.$executeRaw`
    update "Delivery" d set "leasedUntil" = ${leaseEnd(new Date())}
    from unnest(${ids}::int[], ${ids.map((id) => held.get(id))}::text[]) as mine(id, worker)
    where d.id = mine.id and d."leasedBy" = mine.worker`.catch(() => {}); // the next renewal tries again; a lease that runs out is the sweep's business
}
