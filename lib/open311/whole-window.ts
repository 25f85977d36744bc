import type { Open311Client, RequestFilter, Window } from "@/lib/open311/client";
import type { RequestUpdate, ServiceRequest } from "@/lib/open311/documents";
import type { Rows, Skipped } from "@/lib/open311/read/document";
import type { Failure, Result } from "@/lib/open311/result";
import type { Exchange } from "@/lib/open311/wire";

/** Lists of so many rows are probably cut: servers' limits are not announced, but they are round. */
const limits: ReadonlySet<number> = new Set([10, 20, 25, 30, 40, 50, 100, 150, 200, 250, 300, 400, 500]);
const looksCut = (rows: number): boolean => limits.has(rows) || rows >= 1000;

export type WholeWindow<Row = ServiceRequest> = {
  ok: true;
  /** Each once. */
  rows: Row[];
  skipped: Skipped[];
  /** False when the list may have been cut short and could not be had in smaller pieces. */
  whole: boolean;
  exchanges: Exchange[];
};
export type NoWindow = Failure & { exchanges: Exchange[] };

/** `calls`: how many at most, for servers that ignore dates. */
type Limit = { calls?: number; shortestMs?: number };

/**
 * The requests of a window, however short the back end's list is: where a list looks cut off, its window is halved and each half
 * is asked for by itself. Paging is left alone: where it exists it begins at 0 or at 1, and rows move between pages.
 */
export const requestsOfWindow = (
  client: Pick<Open311Client, "requests">,
  filter: RequestFilter & { window: Window },
  limit: Limit = {},
): Promise<WholeWindow | NoWindow> =>
  wholeWindow(
    (window) => client.requests({ ...filter, window }),
    ({ serviceRequestId }) => serviceRequestId,
    filter.window,
    limit,
  );

/** The updates of a window, in the same way. */
export const updatesOfWindow = (
  client: Pick<Open311Client, "updates">,
  window: Window,
  limit: Limit = {},
): Promise<WholeWindow<RequestUpdate> | NoWindow> =>
  wholeWindow(
    (part) => client.updates(part),
    // The same id at another request is another update.
    ({ updateId, serviceRequestId, fixmystreetId }) =>
      JSON.stringify([updateId, serviceRequestId, fixmystreetId]),
    window,
    limit,
  );

async function wholeWindow<Row>(
  ask: (window: Window) => Promise<Result<Rows<Row>>>,
  idOf: (row: Row) => string,
  all: Window,
  { calls = 16, shortestMs = 60_000 }: Limit,
): Promise<WholeWindow<Row> | NoWindow> {
  const byId = new Map<string, Row>();
  const skipped: Skipped[] = [];
  const exchanges: Exchange[] = [];
  let whole = true;
  const open: Window[] = [all];
  for (let window = open.shift(); window; window = open.shift()) {
    const answer = await ask(window);
    exchanges.push(answer.exchange);
    if (!answer.ok) return { ...answer, exchanges };
    const { rows } = answer.value;
    const isCut = looksCut(rows.length + answer.value.skipped.length);
    const halves = isCut ? halvesOf(window, shortestMs) : null;
    if (halves && exchanges.length + open.length + 2 <= calls) {
      open.push(...halves);
      continue;
    }
    if (isCut) whole = false;
    for (const row of rows) byId.set(idOf(row), row);
    skipped.push(...answer.value.skipped);
  }
  return { ok: true, rows: [...byId.values()], skipped, whole, exchanges };
}

/** Both ends of a window are inclusive, so the halves share their middle. Null when it is too short already. */
function halvesOf({ start, end }: Window, shortestMs: number): [Window, Window] | null {
  const length = end.getTime() - start.getTime();
  if (length < 2 * shortestMs) return null;
  // Whole seconds: that is all that is sent.
  const middle = new Date(Math.floor((start.getTime() + length / 2) / 1000) * 1000);
  return [
    { start, end: middle },
    { start: middle, end },
  ];
}
