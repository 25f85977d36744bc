import type { Tx } from "@/lib/db";
import type { RequestUpdate } from "@/lib/open311/documents";
import type { SkipReason } from "@/lib/sync/updates/take-updates";

/** Which report of the body an item is about. */
export type Match =
  | { kind: "new"; reportId: number; deliveryId: number }
  | { kind: "known" }
  | { kind: "skipped"; reason: SkipReason };

type Found = { n: number; reportId: number | null; deliveryId: number | null; known: boolean; own: boolean };

const largestId = 2_147_483_647;

/**
 * Finds the reports that items are about, and which of the items are here already: by our own number if the back end gives it back
 * (its own is not looked at then, since a case may change it), else by the body's. A report of another body is never found. What we
 * have sent ourselves is known by the id that the back end gave it; while that is awaited, by its words. What has yet to be sent may
 * already be there, if the back end asks us as well: it is known by its words and its very second.
 * One statement. Source: spec/integration.md 5.4.
 */
export async function matchItems(
  tx: Tx,
  { connectionId, bodyId }: { connectionId: number; bodyId: number },
  items: readonly RequestUpdate[],
): Promise<Match[]> {
  const asked = items.map((item, n) => {
    const ours = item.fixmystreetId === undefined ? null : Number(item.fixmystreetId);
    return {
      n,
      update: item.updateId,
      report: ours !== null && ours <= largestId ? ours : null,
      reference: ours === null ? (item.serviceRequestId ?? null) : null,
      text: item.description ?? null,
      // A date that is none is for whoever takes the item in to stumble over: it keeps no other from being found.
      at: Number.isNaN(item.updatedDatetime.getTime()) ? null : item.updatedDatetime.toISOString(),
    };
  });
  const rows = await tx.$queryRaw<Found[]>`
    select i.n, d."reportId", d.id as "deliveryId",
      exists (
        select 1 from "Update" u where u."connectionId" = ${connectionId} and u."externalId" = i.update and u."reportId" = d."reportId"
      ) or exists (
        select 1 from "UpdateDelivery" o where o."deliveryId" = d.id and o."externalId" = i.update
      ) as known,
      exists (
        select 1 from "UpdateDelivery" o join "Update" u on u.id = o."updateId"
        where o."deliveryId" = d.id and o."externalId" is null and right(coalesce(i.text, ''), length(u.text)) = u.text
          and (o.state in ('sending', 'unclear') and u.text <> ''
              and i.at between o."lastAttemptAt" - interval '1 day' and o."lastAttemptAt" + interval '1 day'
            or o.state in ('due', 'held', 'sending', 'unclear') and i.at = date_trunc('second', o."saidAt")
              and (u.text <> '' or i.text is null))
      ) as own
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
      as i(n int, update text, report int, reference text, text text, at timestamptz)
    join lateral (
      select id, "reportId" from "Delivery" where "bodyId" = ${bodyId} and "reportId" = i.report
      union all
      select id, "reportId" from "Delivery" where "bodyId" = ${bodyId} and "externalId" = i.reference
    ) d on true`;
  const found = new Map(rows.map((row) => [row.n, row]));
  return items.map((item, n) => judge(item, found.get(n)));
}

function judge({ fixmystreetId, serviceRequestId }: RequestUpdate, found: Found | undefined): Match {
  if (fixmystreetId === undefined ? !serviceRequestId : !isReportId(fixmystreetId)) {
    return { kind: "skipped", reason: "bad_report_id" };
  }
  if (!found || found.reportId === null || found.deliveryId === null) {
    return { kind: "skipped", reason: "unknown_report" };
  }
  if (found.known) return { kind: "known" };
  if (found.own) return { kind: "skipped", reason: "our_own" };
  return { kind: "new", reportId: found.reportId, deliveryId: found.deliveryId };
}

/** Our own numbers are digits and nothing else. */
const isReportId = (text: string): boolean => /^\d+$/.test(text);
