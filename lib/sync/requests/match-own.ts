import type { Tx } from "@/lib/db";
import type { Point } from "@/lib/geo/point";
import type { ServiceRequest } from "@/lib/open311/documents";
import { findCopies } from "@/lib/sync/requests/find-copies";
import type { LoadedImporter } from "@/lib/sync/requests/load-importer";
import { mentionedReports } from "@/lib/sync/requests/mentioned-reports";
import { isNear, repeats } from "@/lib/sync/requests/same-report";
import type { DeliveryState } from "@/prisma/generated/enums";

/** A delivery of ours whose reference a back end's list has just told. */
export type Learned = { deliveryId: number; reportId: number; externalId: string };

export type OwnMatch = {
  /** Numbers of requests that are here already: imported before, or our own come back. */
  known: Set<string>;
  /** Those of our own whose delivery did not know its number. */
  learned: Learned[];
};

type Sent = {
  id: number;
  reportId: number;
  state: DeliveryState;
  externalId: string | null;
  reached: boolean;
  earlier: (string | null)[] | null;
} & Words;
/** A report's place and words. */
type Words = Point & { detail: string };

/**
 * Which of these requests are here already: by the back end's number; by our own, where it gives that back or our words with the
 * report's address or photo; and while the answer to what we sent is awaited, by words and place. What the body found at ours is known
 * as well. Four statements at most, however many. Source: spec/integration.md 7.3 step 6.
 * @param placeOf where a request is, in degrees; null where nobody can say
 */
export async function matchOwn(
  tx: Tx,
  { body, idFields }: Pick<LoadedImporter, "body" | "idFields">,
  items: readonly ServiceRequest[],
  placeOf: (item: ServiceRequest) => Point | null,
): Promise<OwnMatch> {
  const known = await knownReferences(tx, body.id, items);
  const learned: Learned[] = [];
  const others = items.filter(({ serviceRequestId }) => !known.has(serviceRequestId));
  const mentioned = others.map((item) => ({ item, reports: mentionedReports(item, idFields) }));
  const sent = await sentReports(
    tx,
    body.id,
    mentioned.flatMap(({ reports }) => [...reports.keys()]),
  );
  for (const { item, reports } of mentioned) {
    const own = sent.find((delivery) => {
      const named = reports.get(delivery.reportId);
      return named !== undefined && isOwn(item, placeOf(item), delivery, named);
    });
    if (!own) continue;
    known.add(item.serviceRequestId);
    if (mayLearn(own, item)) {
      learned.push({ deliveryId: own.id, reportId: own.reportId, externalId: item.serviceRequestId });
    }
  }
  const inFlight = await unanswered(tx, body.id);
  for (const item of inFlight.length > 0 ? others : []) {
    const place = placeOf(item);
    if (inFlight.some((one) => isNear(place, one, 0.0001) && repeats(item, one.detail))) {
      known.add(item.serviceRequestId);
    }
  }
  const suspects = mentioned
    .filter(({ item }) => !known.has(item.serviceRequestId))
    .map(({ item, reports }) => ({ item, place: placeOf(item), numbers: numbersIn(reports) }));
  for (const copy of await findCopies(tx, body.id, suspects)) known.add(copy.serviceRequestId);
  return { known, learned };
}

const numbersIn = (reports: ReadonlyMap<number, "number" | "address">): number[] =>
  [...reports].flatMap(([id, how]) => (how === "number" ? [id] : []));

/**
 * Which of these requests' numbers are a delivery's of the body, also from before it was sent again, or what its own system called a
 * report that it posted to us. One statement.
 */
export async function knownReferences(
  tx: Tx,
  bodyId: number,
  items: readonly Pick<ServiceRequest, "serviceRequestId">[],
): Promise<Set<string>> {
  const references = items.map(({ serviceRequestId }) => serviceRequestId);
  const rows = await tx.$queryRaw<{ externalId: string }[]>`
    select "externalId" from "Delivery" where "bodyId" = ${bodyId} and "externalId" = any(${references}::text[])
    union all
    select r."clientReference" from "ApiClient" k join "Report" r on r."clientId" = k.id
    where k."bodyId" = ${bodyId} and r."clientReference" = any(${references}::text[])
    union all
    select p ->> 'externalId' from "Delivery" d cross join lateral jsonb_array_elements(d.previous) p
    where d."bodyId" = ${bodyId} and d.previous <> '[]'::jsonb and p ->> 'externalId' = any(${references}::text[])`;
  return new Set(rows.map(({ externalId }) => externalId));
}

async function sentReports(tx: Tx, bodyId: number, reportIds: readonly number[]): Promise<Sent[]> {
  if (reportIds.length === 0) return [];
  return tx.$queryRaw<Sent[]>`
    select d.id, d."reportId", d.state::text, d."externalId", d.attempts > 0 or d."firstSentAt" is not null as reached,
      r.lat, r.lon, r.detail,
      (select array_agg(p->>'externalId') from jsonb_array_elements(d.previous) p) as earlier
    from "Delivery" d join "Report" r on r.id = d."reportId"
    where d."bodyId" = ${bodyId} and d."reportId" = any(${[...reportIds]}::int[])
    order by d."reportId"`;
}

/** What was posted and has no reference yet; the newest of them, as there are mostly none. */
const unanswered = (tx: Tx, bodyId: number): Promise<Words[]> => tx.$queryRaw<Words[]>`
  select r.lat, r.lon, r.detail from "Delivery" d join "Report" r on r.id = d."reportId"
  where d."bodyId" = ${bodyId} and d.state in ('sending', 'unclear') and d."externalId" is null
  order by d.id desc limit 1000`;

/**
 * What has never gone to the body is not there. What it has under another number is ours all the same if the case has changed its
 * number: a field names ours, and it is in the same part of town; or the words are ours. Else somebody only speaks of the report, or
 * it is the number that another site gave.
 */
function isOwn(item: ServiceRequest, place: Point | null, sent: Sent, named: "number" | "address"): boolean {
  if (!sent.reached) return false;
  if (sent.externalId === null) return true;
  return (named === "number" && isNear(place, sent, 0.01)) || repeats(item, sent.detail);
}

/** What is just being sent learns it from its own answer, and an earlier send's number is not the present one. */
const mayLearn = ({ state, externalId, earlier }: Sent, { serviceRequestId }: ServiceRequest): boolean =>
  externalId === null && state !== "sending" && !(earlier ?? []).includes(serviceRequestId);
