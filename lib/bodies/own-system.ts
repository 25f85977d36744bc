import type { ClientActor } from "@/lib/actor";
import type { Tx } from "@/lib/db";

/**
 * The connection to a body's own system, where that speaks to us by itself: what it tells so must be known again when it is asked.
 * So it is one that is asked for updates, if there is any; among those the one given, the body's default, the oldest. One statement.
 * @param preferred the connection that the matter went by
 * @returns null for a body without one of Open311
 */
export async function ownSystem(tx: Tx, bodyId: number, preferred: number | null): Promise<number | null> {
  const [found] = await tx.$queryRaw<{ id: number }[]>`
    select c.id from "Connection" c join "Body" b on b.id = c."bodyId"
    where c."bodyId" = ${bodyId} and c.method = 'open311'
    order by c."pullUpdates" desc, coalesce(c.id = ${preferred}::int, false) desc, coalesce(c.id = b."defaultConnectionId", false) desc, c.id
    limit 1`;
  return found?.id ?? null;
}

/** The same for a caller of our Open311 server; null also where it is nobody's system. */
export const backEndOf = async (tx: Tx, { bodyId }: ClientActor): Promise<number | null> =>
  bodyId === null ? null : ownSystem(tx, bodyId, null);
