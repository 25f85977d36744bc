import { db, Prisma } from "@/lib/db";
import { groupCommit } from "@/lib/delivery/group-commit";
import { env } from "@/lib/env";

export const leaseEnd = (now: Date): Date => new Date(now.getTime() + env.LEASE_SECONDS * 1000);

/** What of a claim its lease is about. `connectionId`: whose pause keeps it from leaving; null = nobody's. */
export type Leased = { id: number; attempts: number; connectionId: number | null; wasUnclear: boolean };

export type Leases = {
  /**
   * Says, just before a request leaves, that it is on its way: from here on a lost worker means "unclear", not "again". Marks that
   * come in together are committed together.
   * @returns false when the claim has run out meanwhile, or its connection was paused: nothing may leave then
   */
  mark(mark: { leased: Leased; worker: string; startedAt: Date }): Promise<boolean>;
  /** Gives back a claim that nothing was done with, as if it had never been. */
  giveBack(leased: Leased, worker: string): Promise<void>;
  /** Runs `work` while the leases of these rows are renewed, so that a slow back end does not look like a dead worker. */
  hold<T>(ids: readonly number[], worker: string, work: () => Promise<T>): Promise<T>;
};

/** The leases on the rows of one table of things that are sent. */
export function createLeases(name: "Delivery" | "UpdateDelivery"): Leases {
  const table = Prisma.raw(`"${name}"`);
  const held = new Map<number, string>();
  let timer: NodeJS.Timeout | undefined;

  const mark = groupCommit<Parameters<Leases["mark"]>[0], boolean>(async (marks) => {
    const rows = marks.map(({ leased: { id, attempts, connectionId }, worker, startedAt }) => ({
      ...{ id, attempts, worker },
      ...{ at: startedAt, connection: connectionId },
    }));
    // No indexed column is touched, so that the index of every state and date stays as it is.
    const marked = await db.$queryRaw<{ id: number }[]>`
      update ${table} d set "inFlight" = true, "lastAttemptAt" = mark.at
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as mark(id int, attempts int, worker text, at timestamptz, connection int)
      where d.id = mark.id and d.attempts = mark.attempts and d.state = 'sending' and d."leasedBy" = mark.worker
        and not exists (select 1 from "Connection" c where c.id = mark.connection and c."pausedAt" is not null)
      returning d.id`;
    const ids = new Set(marked.map(({ id }) => id));
    return marks.map(({ leased }) => ids.has(leased.id));
  });

  /** One statement for all that this process has claimed. */
  async function renew(): Promise<void> {
    const ids = [...held.keys()];
    await db.$executeRaw`
      update ${table} d set "leasedUntil" = ${leaseEnd(new Date())}
      from unnest(${ids}::int[], ${ids.map((id) => held.get(id))}::text[]) as mine(id, worker)
      where d.id = mine.id and d."leasedBy" = mine.worker`.catch(() => {}); // the next renewal tries again; a lease that runs out is the sweep's business
  }

  return {
    mark,
    async giveBack({ id, attempts, wasUnclear }, worker) {
      await db.$executeRaw`
        update ${table} set state = ${wasUnclear ? "unclear" : "due"}::"DeliveryState", attempts = attempts - 1,
          "leasedBy" = null, "leasedUntil" = null, "inFlight" = false
        where id = ${id} and attempts = ${attempts} and state = 'sending' and "leasedBy" = ${worker}`;
    },
    async hold(ids, worker, work) {
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
    },
  };
}
