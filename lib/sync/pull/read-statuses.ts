import { createHash } from "node:crypto";
import { notAskedFor, type Open311Client } from "@/lib/open311/client";
import type { RequestUpdate, ServiceRequest } from "@/lib/open311/documents";
import type { Failure } from "@/lib/open311/result";
import { type Asked, lastReached, reportsToLookAt } from "@/lib/sync/pull/look-at-reports";
import { callOf, type PollCall, type Reached } from "@/lib/sync/pull/poll-row";
import { failureOf, type Read } from "@/lib/sync/pull/read-window";

/** Whether a server understands one id a call is tried with so many. */
const tries = 5;
/** GeoReport v2 lets nobody ask for more ids at once. */
const idsAtOnce = 50;
/** So many reports are looked at in one turn; where each takes a call of its own, not so many. */
const most = { together: 500, singly: 50 };

/**
 * How reports stand at a back end that has no list of updates (GeoReport v2 without the extension): each is looked at again and again in
 * turn, fifty with one call, or one by one where the server does not understand that. What differs from last time has another id, made of
 * what it says, so that the same is never taken in twice (TRAP-21). What was read before a call failed is told as well. Source:
 * spec/integration.md 5.11.
 */
export async function readStatuses(
  client: Pick<Open311Client, "request" | "requests">,
  connectionId: number,
  now: Date,
): Promise<Read<RequestUpdate>> {
  const from = await lastReached(connectionId);
  const { reports, afterId } = await reportsToLookAt(connectionId, {
    afterId: from.afterId,
    most: from.singly ? most.singly : most.together,
    now,
  });
  const look = new Look(client, { ...from });
  const failure = await look.at(reports);
  // Once around, it begins again; where it stopped, it goes on from there.
  const reached = { ...look.reached, ...(failure === null && !look.isTired && { afterId }) };
  const { calls } = look;
  const rows = look.found.flatMap(([asked, request]) => asUpdate(request, asked, now));
  const told = { calls, rows, unreadable: [], reached };
  return failure ? { ok: false, ...told, ...failureOf(failure) } : { ok: true, ...told, cut: false };
}

/** One turn's calls. */
class Look {
  readonly calls: PollCall[] = [];
  readonly found: [Asked, ServiceRequest][] = [];
  #singles = 0;

  constructor(
    readonly client: Pick<Open311Client, "request" | "requests">,
    readonly reached: Reached,
  ) {}

  /** It has made as many single calls as one turn may. */
  get isTired(): boolean {
    return this.#singles >= most.singly;
  }

  /** @returns the call that failed, after which nobody is asked for the rest; null when all were looked at, or enough */
  async at(reports: readonly Asked[]): Promise<Failure | null> {
    for (let at = 0; at < reports.length && !this.isTired; at += idsAtOnce) {
      const some = reports.slice(at, at + idsAtOnce);
      const failure = this.reached.singly ? await this.#singly(some) : await this.#together(some);
      if (failure) return failure;
    }
    return null;
  }

  async #together(some: readonly Asked[]): Promise<Failure | null> {
    // A list of ids is parted by commas, so an id that has one cannot be in it.
    const asked = some.filter(({ externalId }) => !externalId.includes(","));
    const seen = new Set<string>();
    let isUnderstood = asked.length > 0;
    if (asked.length > 0) {
      const answer = await this.client.requests({ ids: asked.map(({ externalId }) => externalId) });
      this.calls.push(callOf(answer.exchange));
      if (!answer.ok) {
        if (answer.retry) return answer;
        isUnderstood = false;
      } else {
        const byId = new Map(answer.value.rows.map((row) => [row.serviceRequestId, row]));
        for (const one of asked) {
          const request = byId.get(one.externalId);
          if (!request) continue;
          seen.add(one.externalId);
          this.found.push([one, request]);
        }
        // Who ignores the ids tells of others as well; who knows but one id a call, of the first.
        const strangers = answer.value.skipped.some(({ reason }) => reason === notAskedFor);
        isUnderstood = !strangers && (seen.size > 1 || asked.length === 1);
      }
    }
    const missing = some.filter(({ externalId }) => !seen.has(externalId));
    const rest = isUnderstood ? missing.filter(({ externalId }) => externalId.includes(",")) : missing;
    const failure = await this.#singly(rest);
    if (failure || this.isTired) return failure;
    this.reached.afterId = some.at(-1)?.id ?? this.reached.afterId;
    return null;
  }

  async #singly(some: readonly Asked[]): Promise<Failure | null> {
    let found = 0;
    let tried = 0;
    for (const one of some) {
      // Those that are gone are not found either way, and say nothing of how to ask.
      const isHopeless = found === 0 && tried === tries && !this.reached.singly;
      if (this.isTired || isHopeless) break;
      tried++;
      this.#singles++;
      const answer = await this.client.request(one.externalId);
      this.calls.push(callOf(answer.exchange));
      // Also past one that failed: it is not to keep the others from being looked at for ever.
      this.reached.afterId = one.id;
      if (answer.ok) {
        found++;
        this.found.push([one, answer.value]);
      } else if (answer.retry && answer.status !== 404) return answer;
    }
    if (found > 1) this.reached.singly = true;
    return null;
  }
}

/**
 * What a request says about itself, as an update. Nothing when it says nothing, or stands as it was made and nobody has ever spoken of
 * it. Where it does not say when it changed, it has changed by now.
 */
function asUpdate(request: ServiceRequest, { spoken }: Asked, now: Date): RequestUpdate[] {
  const { serviceRequestId, status, statusNotes = "", requestedDatetime, updatedDatetime } = request;
  if (status === "" && statusNotes === "") return [];
  const isUntouched =
    !updatedDatetime || (requestedDatetime && updatedDatetime.getTime() <= requestedDatetime.getTime());
  if (status === "open" && statusNotes === "" && isUntouched && !spoken) return [];
  const said = JSON.stringify([status, updatedDatetime?.toISOString() ?? null, statusNotes]);
  return [
    {
      updateId: `status:${createHash("sha256").update(said).digest("hex").slice(0, 24)}`,
      serviceRequestId,
      updatedDatetime: updatedDatetime ?? now,
      mediaUrls: [],
      extras: {},
      ...(status !== "" && { status }),
      ...(statusNotes !== "" && { description: statusNotes }),
    },
  ];
}
