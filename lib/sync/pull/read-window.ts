import type { Open311Client, Window } from "@/lib/open311/client";
import type { RequestUpdate, ServiceRequest } from "@/lib/open311/documents";
import type { Rows, Skipped } from "@/lib/open311/read/document";
import type { Result } from "@/lib/open311/result";
import {
  type NoWindow,
  requestsOfWindow,
  updatesOfWindow,
  type WholeWindow,
} from "@/lib/open311/whole-window";
import { callOf, type PollCall, type Reached } from "@/lib/sync/pull/poll-row";

/** What a back end told of a window, or of everything; of single reports also what it told before a call failed. */
export type Read<Row> = {
  calls: PollCall[];
  rows: Row[];
  /** What could not even be read. */
  unreadable: Skipped[];
  reached?: Reached;
} & (
  | {
      ok: true;
      /** The list may have been cut short, and could not be had in smaller pieces. */
      cut: boolean;
    }
  | { ok: false; reason: string; retryAfterMs: number | null }
);

/** @param window null: the server takes no dates, and tells everything */
export async function readUpdates(
  client: Open311Client,
  window: Window | null,
): Promise<Read<RequestUpdate>> {
  return window ? inPieces(await updatesOfWindow(client, window)) : atOnce(await client.updates());
}

/** The same of the requests themselves. @param paging `pageParameter`: what asks for a further page of a list that is cut short */
export async function readRequests(
  client: Open311Client,
  window: Window | null,
  { pageParameter = "" }: { pageParameter?: string } = {},
): Promise<Read<ServiceRequest>> {
  return window
    ? inPieces(await requestsOfWindow(client, { window }, { pageParameter }))
    : atOnce(await client.requests({}));
}

const nothing = { rows: [], unreadable: [] };

function inPieces<Row>(answer: WholeWindow<Row> | NoWindow): Read<Row> {
  const calls = answer.exchanges.map(callOf);
  if (!answer.ok) return { ok: false, calls, ...nothing, ...failureOf(answer) };
  return { ok: true, calls, rows: answer.rows, unreadable: answer.skipped, cut: !answer.whole };
}

function atOnce<Row>(answer: Result<Rows<Row>>): Read<Row> {
  const calls = [callOf(answer.exchange)];
  if (!answer.ok) return { ok: false, calls, ...nothing, ...failureOf(answer) };
  return { ok: true, calls, rows: answer.value.rows, unreadable: answer.value.skipped, cut: false };
}

export const failureOf = ({ reason, retryAfterMs }: { reason: string; retryAfterMs?: number }) => ({
  reason,
  retryAfterMs: retryAfterMs ?? null,
});
