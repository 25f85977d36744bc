import type { Tx } from "@/lib/db";
import type { Point } from "@/lib/geo/point";
import type { ServiceRequest } from "@/lib/open311/documents";
import { isNear, repeats, resembles } from "@/lib/sync/requests/same-report";

/** A request of a back end's list, where it is, and the reports of ours that it gives as the number of its own. */
export type Suspect = { item: ServiceRequest; place: Point | null; numbers: readonly number[] };

type Found = Point & { n: number; title: string; detail: string; named: boolean; same: boolean };

/**
 * Which of these requests are reports that were made here, have never gone to the body, and are shown there as what it found at ours:
 * two sites that read each other's lists are not to take in what they have from each other. Known by our number, where the list gives it
 * back, and our words at about our place or the second in which it was made at our very place; else by all of it but the number, though
 * what is personal may have been stripped from its words there. What has come from another list is no report that was made here, and two
 * requests of one list are never taken for each other. One statement.
 */
export async function findCopies(
  tx: Tx,
  bodyId: number,
  suspects: readonly Suspect[],
): Promise<ServiceRequest[]> {
  const asked = suspects.flatMap(({ item: { requestedDatetime }, place, numbers }, n) =>
    place ? [{ n, at: requestedDatetime?.toISOString() ?? null, numbers }] : [],
  );
  if (asked.length === 0) return [];
  const rows = await tx.$queryRaw<Found[]>`
    select i.n, r.lat, r.lon, r.title, r.detail, r.named, r.same
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as i(n int, at timestamptz, numbers int[])
    cross join lateral (
      select o.*, true as named, coalesce(date_trunc('second', o."confirmedAt") = date_trunc('second', i.at), false) as same
      from "Report" o where o.id = any(i.numbers)
      union all
      select o.*, false, true from "Report" o
      where o.visibility = any('{public,private,hidden}'::"Visibility"[])
        and o."confirmedAt" >= i.at and o."confirmedAt" < i.at + interval '1 second'
    ) r
    where not (r.service = 'open311' and r."clientId" is null)
      and not exists (select 1 from "Delivery" d where d."reportId" = r.id and d."bodyId" = ${bodyId})`;
  const copies = new Set(
    rows.flatMap((row) => {
      const suspect = suspects[row.n];
      return suspect && isCopy(suspect, row) ? [suspect.item] : [];
    }),
  );
  return [...copies];
}

function isCopy({ item, place }: Suspect, { named, same, title, detail, ...at }: Found): boolean {
  if (same && isNear(place, at, 0.00002)) return named || resembles(item, `${title} ${detail}`);
  return named && isNear(place, at, 0.001) && repeats(item, detail || title);
}
