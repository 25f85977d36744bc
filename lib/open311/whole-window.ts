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

/** `calls`: how many at most, for servers that ignore dates. `pageParameter`: what asks for a further page; empty = nothing does. */
type Limit = { calls?: number; shortestMs?: number; pageParameter?: string };

/**
 * The requests of a window, however short the back end's list is: where a list looks cut off, its window is halved and each half
 * is asked for by itself. Pages are asked for only where that does not suffice and the back end is known to have them: rows move
 * between them.
 */
export const requestsOfWindow = (
  client: Pick<Open311Client, "requests">,
  filter: RequestFilter & { window: Window },
  limit: Limit = {},
): Promise<WholeWindow | NoWindow> =>
  wholeWindow(
    (window, page) => client.requests({ ...filter, window, ...pageOf(page, filter, limit) }),
    ({ serviceRequestId }) => serviceRequestId,
    filter.window,
    limit,
  );

const pageOf = (
  page: number | null,
  { extra }: RequestFilter,
  { pageParameter = "" }: Limit,
): Pick<RequestFilter, "extra"> =>
  page === null ? {} : { extra: { ...extra, [pageParameter]: String(page) } };

/** The updates of a window, in the same way; of pages of them nobody has heard. */
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
    { ...limit, pageParameter: "" },
  );

async function wholeWindow<Row>(
  ask: (window: Window, page: number | null) => Promise<Result<Rows<Row>>>,
  idOf: (row: Row) => string,
  all: Window,
  { calls = 16, shortestMs = 60_000, pageParameter = "" }: Limit,
): Promise<WholeWindow<Row> | NoWindow> {
  const byId = new Map<string, Row>();
  const skipped: Skipped[] = [];
  const exchanges: Exchange[] = [];
  let whole = true;
  const open: Window[] = [all];
  for (let window = open.shift(); window; window = open.shift()) {
    const answer = await ask(window, null);
    exchanges.push(answer.exchange);
    if (!answer.ok) return { ...answer, exchanges };
    const { rows } = answer.value;
    const isCut = looksCut(rows.length + answer.value.skipped.length);
    const halves = isCut ? halvesOf(window, shortestMs) : null;
    if (halves && exchanges.length + open.length + 2 <= calls) {
      open.push(...halves);
      continue;
    }
    for (const row of rows) byId.set(idOf(row), row);
    skipped.push(...answer.value.skipped);
    if (!isCut) continue;
    const left = calls - exchanges.length - open.length;
    const pages = pageParameter === "" ? null : await furtherPages(ask, idOf, { window, rows, calls: left });
    exchanges.push(...(pages?.exchanges ?? []));
    if (pages && !pages.ok) return { ...pages, exchanges };
    if (!pages?.whole) whole = false;
    for (const row of pages?.rows ?? []) byId.set(idOf(row), row);
    skipped.push(...(pages?.skipped ?? []));
  }
  return { ok: true, rows: [...byId.values()], skipped, whole, exchanges };
}

/**
 * The pages behind a list that was cut short. They are numbered from 0 or from 1, so that page 1 is the next one or the same once more;
 * whoever has no pages tells the same for ever. An empty page, or one that is shorter than the list was, is the last.
 */
async function furtherPages<Row>(
  ask: (window: Window, page: number) => Promise<Result<Rows<Row>>>,
  idOf: (row: Row) => string,
  { window, rows: first, calls }: { window: Window; rows: readonly Row[]; calls: number },
): Promise<WholeWindow<Row> | NoWindow> {
  const known = new Set(first.map(idOf));
  const found: WholeWindow<Row> = { ok: true, rows: [], skipped: [], whole: false, exchanges: [] };
  for (let page = 1; page <= calls; page++) {
    const answer = await ask(window, page);
    found.exchanges.push(answer.exchange);
    if (!answer.ok) return { ...answer, exchanges: found.exchanges };
    const { rows, skipped } = answer.value;
    const news = rows.filter((row) => !known.has(idOf(row)));
    for (const row of news) known.add(idOf(row));
    found.rows.push(...news);
    if (news.length > 0 || rows.length === 0) found.skipped.push(...skipped);
    const isLast = rows.length === 0 || (news.length > 0 && rows.length < first.length);
    if (isLast) return { ...found, whole: true };
    if (news.length === 0 && page > 1) break;
  }
  return found;
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
