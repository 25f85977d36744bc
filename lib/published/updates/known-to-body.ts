import { db } from "@/lib/db";

/** How a body knows one of our reports. */
export type KnownToBody = {
  /** What it calls the report; null where it has given no name. */
  reference: string | null;
  /** The body does the work, so that how it stands is its to say: the report was sent there, or was born there. */
  itsWork: boolean;
};

/** How these reports are known to a body, as far as they are. One statement. */
export async function knownToBody(
  bodyId: number,
  reportIds: readonly number[],
): Promise<Map<number, KnownToBody>> {
  const rows = await db.$queryRaw<(KnownToBody & { reportId: number })[]>`
    select d."reportId", d."externalId" as reference,
      not exists (select 1 from "ApiClient" k where k.id = r."clientId" and k."bodyId" = d."bodyId") as "itsWork"
    from "Delivery" d join "Report" r on r.id = d."reportId"
    where d."bodyId" = ${bodyId} and d."reportId" = any(${[...new Set(reportIds)]}::int[])
      and (d.state <> 'skipped' or d."firstSentAt" is not null)`;
  return new Map(rows.map(({ reportId, ...known }) => [reportId, known]));
}
