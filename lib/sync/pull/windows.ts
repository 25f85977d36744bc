import type { Window } from "@/lib/open311/client";

export const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** The span cut into pieces that are no longer than `longestHours`, the oldest first. Neighbours share their edge: both ends count. */
export function piecesOf({ start, end }: Window, longestHours: number): Window[] {
  const pieces: Window[] = [];
  for (let from = start; from < end; ) {
    const to = new Date(Math.min(end.getTime(), from.getTime() + longestHours * HOUR_MS));
    pieces.push({ start: from, end: to });
    from = to;
  }
  return pieces;
}

type Asked = {
  /** How far everything has been read; null = never. */
  readUpTo: Date | null;
  now: Date;
  overlapMinutes: number;
  longestHours: number;
};

/**
 * What to ask a back end for so that nothing is left out: from what was read last, and the overlap before it, up to now; after an
 * outage, however long, in several windows (TRAP-16). Whoever was never asked tells the last `overlapMinutes`. A clock that is slow
 * by less than the overlap loses nothing; one that is fast tells what is outside of this window, and inside of a later one.
 */
export function windowsSince({ readUpTo, now, overlapMinutes, longestHours }: Asked): Window[] {
  // A mark in the future, from a clock that was wrong, is as good as now.
  const from = readUpTo && readUpTo < now ? readUpTo : now;
  const back = Math.max(overlapMinutes, 1) * MINUTE_MS;
  return piecesOf({ start: new Date(from.getTime() - back), end: now }, longestHours);
}

/** Nobody looks back further at night, however long the nights before were missed. */
const longestNightHours = 31 * 24;

/**
 * The nightly second look: the last hours, and, when nights were missed, back to the end of the last that was read. Source:
 * spec/integration.md 5.2.
 */
export function nightlyWindow(hours: number, now: Date, lastEnd: Date | null): Window {
  const usual = now.getTime() - hours * HOUR_MS;
  const furthest = now.getTime() - Math.max(hours, longestNightHours) * HOUR_MS;
  return { start: new Date(Math.max(Math.min(usual, lastEnd?.getTime() ?? usual), furthest)), end: now };
}

/**
 * How long to wait after so many failures in a row: the usual interval, doubled up to an hour, and never sooner than the back end
 * asked for.
 */
export function pauseMs({
  failures,
  everyMinutes,
  retryAfterMs,
}: {
  failures: number;
  everyMinutes: number;
  retryAfterMs: number | null;
}): number {
  const doubled = everyMinutes * 2 ** Math.min(Math.max(failures - 1, 0), 10);
  const minutes = Math.max(everyMinutes, Math.min(doubled, 60));
  return Math.max(minutes * MINUTE_MS, retryAfterMs ?? 0);
}
