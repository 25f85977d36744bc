import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import type { HistoryTask } from "@/prisma/generated/enums";

/** Who is at a run at the moment. */
export type Held = { id: number; holder: string };

const leaseMs = (): number => env.LEASE_SECONDS * 1_000;

/** Whether somebody is at it. */
export const isHeld = ({ leasedUntil }: { leasedUntil: Date | null }, now: Date): boolean =>
  leasedUntil !== null && leasedUntil > now;

/**
 * Takes a run up, unless somebody is at it. Whoever runs the command takes it from another who does the same with it, as a command that
 * was killed still seems to be at it: the other finds out with its next piece, and nothing is written twice.
 * @param instead the task for which it is taken from another
 * @returns whether it is ours now
 */
export async function takeUp({ id, holder }: Held, instead: HistoryTask | null = null): Promise<boolean> {
  const taken = await db.$executeRaw`
    update "HistoryRun" set "leasedBy" = ${holder}, "leasedUntil" = now() + ${leaseMs()} * interval '1 millisecond'
    where id = ${id} and ("leasedUntil" is null or "leasedUntil" < now()
      or (${instead !== null} and (task = 'undo') = ${instead === "undo"}))`;
  return taken > 0;
}

/** Gives it back. */
export async function letGo({ id, holder }: Held): Promise<void> {
  await db.historyRun.updateMany({
    where: { id, leasedBy: holder },
    data: { leasedBy: null, leasedUntil: null },
  });
}

/** Does something with a run that is ours, which stays ours meanwhile. */
export async function whileHeld<Answer>({ id, holder }: Held, work: () => Promise<Answer>): Promise<Answer> {
  const timer = setInterval(() => {
    db.$executeRaw`
      update "HistoryRun" set "leasedUntil" = now() + ${leaseMs()} * interval '1 millisecond'
      where id = ${id} and "leasedBy" = ${holder}`.catch((error: unknown) =>
      log.warn({ err: error, historyRunId: id }, "a lease was not renewed"),
    );
  }, leaseMs() / 3);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
