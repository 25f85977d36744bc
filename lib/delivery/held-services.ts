import type { Actor } from "@/lib/actor";
import { hasSomewhere, scopeOf } from "@/lib/auth/scope";
import { db, Prisma } from "@/lib/db";

/** On `w`, a row of "Watermark": a change of the service list waits for a person, who has not said yet that nothing is to come of it. */
export const holdsServices = Prisma.sql`
  w.kind = 'services' and w."heldAt" is not null and w.held ->> 'dismissed' = 'false'`;

/**
 * The body whose service lists concern an actor: who changes connections or contacts, and not only those of some categories.
 * @returns null = every body's; undefined = nobody's
 */
export function servicesSeenBy(actor: Actor): number | null | undefined {
  const permission = (["connection:edit", "contact:edit"] as const).find((one) => hasSomewhere(actor, one));
  if (!permission) return undefined;
  const { bodyId, categoryIds } = scopeOf(actor, permission);
  return categoryIds === null ? bodyId : undefined;
}

/** Which of these connections have a change of their service list waiting for this actor. One statement at most. */
export async function heldServices(actor: Actor, connectionIds: readonly number[]): Promise<Set<number>> {
  const bodyId = servicesSeenBy(actor);
  if (bodyId === undefined || connectionIds.length === 0) return new Set();
  const rows = await db.$queryRaw<{ id: number }[]>`
    select w."connectionId" as id from "Watermark" w join "Connection" c on c.id = w."connectionId"
    where w."connectionId" = any(${[...connectionIds]}::int[]) and ${holdsServices}
      and (${bodyId}::int is null or c."bodyId" = ${bodyId}::int)`;
  return new Set(rows.map(({ id }) => id));
}
