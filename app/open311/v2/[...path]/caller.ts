import type { ClientActor } from "@/lib/actor";
import { authenticateClient, callsPerMinuteOf } from "@/lib/clients/authenticate";
import { assertPace, keepPace } from "@/lib/rate-limit";

/** Calls a minute from one address without a key: offices and mobile networks share one. */
const anonymousCallsPerMinute = 300;

/** Null without a key; "unknown" for one that is nobody's. */
export type Caller = ClientActor | null | "unknown";

/** Who calls, by the key in the address (`api_key`, or `key` as Mark-a-Spot's clients say) or in the headers. */
export async function callerOf(headers: Headers, query: URLSearchParams): Promise<Caller> {
  const [, bearer] = /^Bearer\s+(.+)$/i.exec(headers.get("authorization") ?? "") ?? [];
  const given = [query.get("api_key"), query.get("key"), bearer, headers.get("x-api-key")];
  return callerByKey(given.map((key) => key?.trim()).find((key) => key));
}

/** The same for a key that was found elsewhere. */
export async function callerByKey(key: string | undefined): Promise<Caller> {
  if (!key) return null;
  return (await authenticateClient(key, new Date())) ?? "unknown";
}

/**
 * Counts a call: a known caller has a pace of its own, everybody else the one of the address.
 * @throws DomainError `too_many`
 */
export async function countCall(caller: Caller, address: string): Promise<void> {
  if (caller === null || caller === "unknown") return keepPace(address, anonymousCallsPerMinute);
  return keepPace(`client ${caller.clientId}`, await callsPerMinuteOf(caller));
}

/**
 * Before a body is read in which a key may stand: whoever has called too often without one is not to send megabytes first.
 * @throws DomainError `too_many`
 */
export const assertMayPost = (caller: Caller, address: string): Promise<void> =>
  caller === null || caller === "unknown" ? assertPace(address, anonymousCallsPerMinute) : Promise.resolve();
