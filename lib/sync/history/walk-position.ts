import { z } from "zod";
import type { Window } from "@/lib/open311/client";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** A window is not halved below it, in milliseconds. */
const shortestMs = 120_000;
/** A past in which nothing was told for so long has ended. */
const longestGapMs = 90 * DAY_MS;
/** Back ends may take our times for those of their own zone, and rows for those of the day. */
const slackMs = DAY_MS;

const When = z.iso.datetime().transform((text) => new Date(text));

/** How `HistoryRun.cursor` keeps where a walk goes on. */
export const WalkCursor = z.object({
  /** All behind it was read. */
  before: When,
  /** Where it began. */
  began: When,
  /** How far back it was to go. */
  from: When,
  /** From here back nothing was told. */
  emptyFrom: When,
});
export type WalkCursor = z.output<typeof WalkCursor>;

/** As it is kept. */
export const cursorJson = ({ before, began, from, emptyFrom }: WalkCursor) => ({
  before: before.toISOString(),
  began: began.toISOString(),
  from: from.toISOString(),
  emptyFrom: emptyFrom.toISOString(),
});

/** The next window back, no longer than so many hours. */
export const windowBefore = ({ before, from }: WalkCursor, hours: number): Window => ({
  start: new Date(Math.max(from.getTime(), before.getTime() - hours * HOUR_MS)),
  end: before,
});

/** Where a walk stands once a window has been read. */
export const stepBack = (at: WalkCursor, { start }: Window, told: number): WalkCursor => ({
  ...{ ...at, before: start },
  emptyFrom: told > 0 ? start : at.emptyFrom,
});

export const hasEnded = ({ before, from, emptyFrom }: WalkCursor): boolean =>
  before <= from || emptyFrom.getTime() - before.getTime() >= longestGapMs;

/** Half of a window whose list was cut short; null when that is too short to be asked for. */
export function halfOf({ start, end }: Window): number | null {
  const half = (end.getTime() - start.getTime()) / 2;
  return half < shortestMs ? null : half / HOUR_MS;
}

type Told = {
  serviceRequestId: string;
  requestedDatetime?: Date | undefined;
  updatedDatetime?: Date | undefined;
};

/**
 * Whether a back end takes no notice of dates: what it told of a window it had told of the one before, and all of it is of another time.
 */
export function heedsNoDates(
  rows: readonly Told[],
  { start, end }: Window,
  before: ReadonlySet<string>,
): boolean {
  const isNear = (at: Date | undefined) =>
    at !== undefined && at.getTime() >= start.getTime() - slackMs && at.getTime() <= end.getTime() + slackMs;
  return (
    rows.length > 0 &&
    rows.every(
      ({ serviceRequestId, requestedDatetime, updatedDatetime }) =>
        before.has(serviceRequestId) && !isNear(requestedDatetime) && !isNear(updatedDatetime),
    )
  );
}
