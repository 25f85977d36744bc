import { guardedFetch } from "@/lib/net";
import { createClient, type Window } from "@/lib/open311/client";
import type { Skipped } from "@/lib/open311/read/document";
import { keepUnreadable } from "@/lib/sync/dead-letters/keep-unreadable";
import type { Counted } from "@/lib/sync/pull/poll-row";
import type { PullTarget } from "@/lib/sync/pull/pull-target";
import { readStatuses } from "@/lib/sync/pull/read-statuses";
import { type Read, readRequests, readUpdates } from "@/lib/sync/pull/read-window";
import { type TakenRequest, takeRequests } from "@/lib/sync/requests/take-requests";
import { takeUpdates } from "@/lib/sync/updates/take-updates";
import { userAgent } from "@/lib/user-agent";

type Taking = { window: Window | null; pollId: number; now: Date };

/** What a connection tells, and who takes it in. */
export type Source<Row = unknown> = {
  /** It is asked for everything each time: there are no windows. */
  windowless: boolean;
  read(window: Window | null, now: Date): Promise<Read<Row>>;
  keepUnreadable(rows: readonly Skipped[], pollId: number): Promise<number>;
  take(rows: readonly Row[], taking: Taking): Promise<readonly Counted[]>;
};

/** How a connection is read. */
export function sourceOf(target: PullTarget, signal?: AbortSignal): Source {
  const { settings } = target;
  const client = createClient(settings, guardedFetch, {
    userAgent: userAgent(),
    ...(signal && { signal }),
  });
  const connection = { id: target.connectionId };
  const keep = (rows: readonly Skipped[], pollId: number) =>
    keepUnreadable(connection, rows, pollId, new Date(), target.kind);
  if (target.kind === "requests") {
    return source({
      windowless: settings.fetchAllRequests || settings.askWithoutDates,
      read: (window) => readRequests(client, window, settings),
      keepUnreadable: keep,
      take: async (rows, { window, ...taking }) =>
        (await takeRequests(connection, rows, { ...taking, ...(window && { window }) })).map(counted),
    });
  }
  const byStatus = settings.updatesFrom === "requests";
  return source({
    windowless: byStatus || settings.askWithoutDates,
    read: (window, now) =>
      byStatus ? readStatuses(client, connection.id, now) : readUpdates(client, window),
    keepUnreadable: keep,
    take: (rows, { window, ...taking }) =>
      takeUpdates(connection, rows, { ...taking, ...(window && { window }) }),
  });
}

/** A request that waits for somebody to match its code is kept, and not lost. */
const counted = (taken: TakenRequest): Counted =>
  taken.kind === "waiting" ? { kind: "skipped", reason: "waits_for_category" } : taken;

/** What is read is what is taken in; of which kind it is, nobody else has to know. */
const source = <Row>(own: Source<Row>): Source => own as Source;
