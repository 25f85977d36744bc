import { db } from "@/lib/db";

/**
 * What a body's own system calls these reports: by the reference that it gave when it got them, or by which it posted them. So it knows
 * its own when it meets them in our lists. By our number; one statement, however many.
 */
export async function ownReferences(
  bodyId: number,
  reportIds: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  if (reportIds.length === 0) return new Map();
  const rows = await db.$queryRaw<{ id: number; reference: string }[]>`
    select r.id, coalesce(d."externalId", r."clientReference") as reference
    from "Report" r
      left join "Delivery" d on d."reportId" = r.id and d."bodyId" = ${bodyId}
      left join "ApiClient" k on k.id = r."clientId" and k."bodyId" = ${bodyId}
    where r.id = any(${[...reportIds]}::int[]) and (d."externalId" is not null or
      (k.id is not null and r."clientReference" is not null))`;
  return new Map(rows.map(({ id, reference }) => [id, reference]));
}
