import fc from "fast-check";
import { expect, test } from "vitest";
import { nightlyWindow, pauseMs, windowsSince } from "@/lib/sync/pull/windows";

const now = new Date("2026-11-28T12:00:00Z");
const hours = (ago: number) => new Date(now.getTime() - ago * 3_600_000);
const told = (windows: { start: Date; end: Date }[]) =>
  windows.map(({ start, end }) => `${start.toISOString().slice(5, 16)}–${end.toISOString().slice(5, 16)}`);
const usual = { now, overlapMinutes: 120, longestHours: 24 };

test.each([
  ["AC-067: whoever was never asked tells the last two hours", null, ["11-28T10:00–11-28T12:00"]],
  [
    "a quarter of an hour later the same two hours, and what is new",
    hours(0.25),
    ["11-28T09:45–11-28T12:00"],
  ],
  [
    "AC-102: thirty hours are caught up in two windows",
    hours(30),
    ["11-27T04:00–11-28T04:00", "11-28T04:00–11-28T12:00"],
  ],
  ["a mark in the future counts as now", hours(-5), ["11-28T10:00–11-28T12:00"]],
])("%s", (_, readUpTo, windows) => {
  expect(told(windowsSince({ ...usual, readUpTo }))).toEqual(windows);
});

test("whatever the outage, the windows leave no gap, end now, and none is longer than asked", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 60 * 24 * 400 }),
      fc.integer({ min: 0, max: 10_080 }),
      fc.integer({ min: 1, max: 744 }),
      (minutesAgo, overlapMinutes, longestHours) => {
        const readUpTo = hours(minutesAgo / 60);
        const windows = windowsSince({ now, readUpTo, overlapMinutes, longestHours });
        expect(windows[0]?.start.getTime()).toBeLessThan(readUpTo.getTime());
        expect(windows.at(-1)?.end).toEqual(now);
        windows.forEach(({ start, end }, at) => {
          expect(end.getTime() - start.getTime()).toBeLessThanOrEqual(longestHours * 3_600_000);
          expect(start < end).toBe(true);
          if (at > 0) expect(start).toEqual(windows[at - 1]?.end);
        });
      },
    ),
    { numRuns: 50 },
  );
});

test("a night looks back over the last day, and over the nights that were missed", () => {
  expect(told([nightlyWindow(24, now, null)])).toEqual(["11-27T12:00–11-28T12:00"]);
  expect(told([nightlyWindow(24, now, hours(24))])).toEqual(["11-27T12:00–11-28T12:00"]);
  expect(told([nightlyWindow(24, now, hours(72))])).toEqual(["11-25T12:00–11-28T12:00"]);
  expect(told([nightlyWindow(24, now, hours(24 * 90))])).toEqual(["10-28T12:00–11-28T12:00"]);
});

test.each([
  [1, 15, null, 15],
  [2, 15, null, 30],
  [3, 15, null, 60],
  [50, 15, null, 60],
  [3, 1, null, 4],
  [1, 240, null, 240],
  [1, 15, 20 * 60_000, 20],
  [5, 15, 90 * 60_000, 90],
])(
  "after %i failures of one asked every %i minutes, told to wait %s ms: %i minutes",
  (failures, everyMinutes, retryAfterMs, minutes) => {
    expect(pauseMs({ failures, everyMinutes, retryAfterMs })).toBe(minutes * 60_000);
  },
);
