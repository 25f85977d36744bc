import { createHash } from "node:crypto";
import { db } from "@/lib/db";
import type { Open311Client } from "@/lib/open311/client";
import type { RequestUpdate, ServiceRequest } from "@/lib/open311/documents";
import { callOf, type PollCall } from "@/lib/sync/pull/poll-row";
import { failureOf, type Read } from "@/lib/sync/pull/read-window";

/** GeoReport v2 lets nobody ask for more ids at once. */
const idsAtOnce = 50;
/** So many reports are looked at in one turn, those first that were not looked at for longest. */
const mostReports = 500;
/** Reports that were closed longer ago are over. */
const closedDays = 60;

/**
 * How reports stand at a back end that has no list of updates (GeoReport v2 without the extension): each is looked at again, fifty with
 * one call, or one by one where the server does not understand that. What differs from last time has another id, made of what it says,
 * so that the same is never taken in twice (TRAP-21). Source: spec/integration.md 5.11.
 */
export async function readStatuses(
  client: Open311Client,
  connectionId: number,
): Promise<Read<RequestUpdate>> {
  const ids = await askedFor(connectionId);
  const calls: PollCall[] = [];
  const rows: RequestUpdate[] = [];
  for (let at = 0; at < ids.length; at += idsAtOnce) {
    const some = ids.slice(at, at + idsAtOnce);
    const answer = await client.requests({ ids: some });
    calls.push(callOf(answer.exchange));
    if (!answer.ok) return { ok: false, calls, ...failureOf(answer) };
    const found = answer.value.rows;
    // A server that ignores the ids answers with strangers only; one that knows but one id a call, with the first.
    const missing = some.filter((id) => found.every(({ serviceRequestId }) => serviceRequestId !== id));
    const single = missing.length > 0 && found.length <= 1 ? await oneByOne(client, missing, calls) : [];
    if ("ok" in single) return single;
    for (const request of [...found, ...single]) rows.push(...asUpdate(request));
  }
  return { ok: true, calls, rows, unreadable: [], cut: false };
}

async function oneByOne(
  client: Open311Client,
  ids: readonly string[],
  calls: PollCall[],
): Promise<ServiceRequest[] | Extract<Read<RequestUpdate>, { ok: false }>> {
  const found: ServiceRequest[] = [];
  for (const id of ids) {
    const answer = await client.request(id);
    calls.push(callOf(answer.exchange));
    if (answer.ok) found.push(answer.value);
    // One that is not there (any more) says nothing; anything else, and nobody is asked for the rest.
    else if (answer.status !== 404 && answer.status !== 400 && answer.status !== 410)
      return { ok: false, calls, ...failureOf(answer) };
  }
  return found;
}

/** The ids of the connection's reports that may still change, by turns. */
async function askedFor(connectionId: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ externalId: string }[]>`
    with looked as (
      select d.id from "Delivery" d join "Report" r on r.id = d."reportId"
      where d."connectionId" = ${connectionId} and d.state in ('sent', 'received') and d."externalId" is not null
        and r.visibility <> 'unconfirmed'
        and (r.state not in ('fixed_user', 'fixed_council', 'closed', 'unable_to_fix', 'not_responsible', 'duplicate',
            'internal_referral', 'cancelled', 'withdrawn')
          or r."updatedAt" > now() - ${closedDays} * interval '1 day')
      order by d."lookedAt" nulls first, d.id limit ${mostReports}
      for no key update of d skip locked)
    update "Delivery" d set "lookedAt" = now() from looked where d.id = looked.id returning d."externalId"`;
  return rows.map(({ externalId }) => externalId);
}

/** What a request says about itself, as an update; nothing when it has no status, or no time of its own. */
function asUpdate(request: ServiceRequest): RequestUpdate[] {
  const { serviceRequestId, status, statusNotes = "", updatedDatetime } = request;
  const at = updatedDatetime ?? request.requestedDatetime;
  if (status === "" || !at) return [];
  const said = JSON.stringify([status, statusNotes, at.toISOString()]);
  return [
    {
      updateId: `status:${createHash("sha256").update(said).digest("hex").slice(0, 24)}`,
      serviceRequestId,
      status,
      updatedDatetime: at,
      description: statusNotes,
      mediaUrls: [],
      // All it can tell is how the request stands: where that is known, nothing is kept of it.
      extras: { latest_data_only: "1" },
    },
  ];
}
