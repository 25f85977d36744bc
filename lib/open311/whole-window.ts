import type { Open311Client, RequestFilter, Window } from "@/lib/open311/client";
import type { ServiceRequest } from "@/lib/open311/documents";
import type { Skipped } from "@/lib/open311/read/document";
import type { Failure } from "@/lib/open311/result";
import type { Exchange } from "@/lib/open311/wire";

/** Lists of so many rows are probably cut: servers' limits are not announced, but they are round. */
const limits: ReadonlySet<number> = new Set([10, 20, 25, 30, 40, 50, 100, 150, 200, 250, 300, 400, 500]);
const looksCut = (rows: number): boolean => limits.has(rows) || rows >= 1000;

export type WholeWindow = {
  ok: true;
  /** Each request once. */
  rows: ServiceRequest[];
  skipped: Skipped[];
  /** False when the list may have been cut short and could not be had in smaller pieces. */
  whole: boolean;
  exchanges: Exchange[];
};

/**
 * The requests of a window, however short the back end's list is: where a list looks cut off, its window is halved and each half
 * is asked for by itself. Paging is left alone: where it exists it begins at 0 or at 1, and rows move between pages.
 * @param limit.calls how many calls at most, for servers that ignore dates
 */
export async function requestsOfWindow(
  client: Pick<Open311Client, "requests">,
  filter: RequestFilter & { window: Window },
  limit: { calls?: number; shortestMs?: number } = {},
): Promise<WholeWindow | (Failure & { exchanges: Exchange[] })> {
  const { calls = 16, shortestMs = 60_000 } = limit;
  const byId = new Map<string, ServiceRequest>();
  const skipped: Skipped[] = [];
  const exchanges: Exchange[] = [];
  let whole = true;
  const open: Window[] = [filter.window];
  for (let window = open.shift(); window; window = open.shift()) {
    const answer = await client.requests({ ...filter, window });
    exchanges.push(answer.exchange);
    if (!answer.ok) return { ...answer, exchanges };
    const { rows } = answer.value;
    const halves = looksCut(rows.length + answer.value.skipped.length) ? halvesOf(window, shortestMs) : null;
    if (halves && exchanges.length + open.length + 2 <= calls) {
      open.push(...halves);
      continue;
    }
    if (looksCut(rows.length + answer.value.skipped.length)) whole = false;
    for (const row of rows) byId.set(row.serviceRequestId, row);
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
