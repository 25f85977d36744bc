import { expect, test } from "vitest";
import { type TimedPoll, timelineOf } from "@/lib/sync/pull/timeline";

const now = new Date("2026-05-12T12:00:00Z");
const poll = (state: TimedPoll["state"], start: string, end: string, created = 0): TimedPoll => ({
  ...{ state, created },
  ...{ windowStart: new Date(`2026-05-${start}:00Z`), windowEnd: new Date(`2026-05-${end}:00Z`) },
});
/** Runs of equal stretches, as "3 read". */
const runs = (polls: TimedPoll[]) =>
  timelineOf(polls, now)
    .map(({ kind }) => kind)
    .reduce<[string, number][]>((all, kind) => {
      const last = all.at(-1);
      if (last?.[0] === kind) last[1]++;
      else all.push([kind, 1]);
      return all;
    }, [])
    .map(([kind, count]) => `${count} ${kind}`);

test("what nobody asked for is a gap", () => {
  expect(runs([])).toEqual(["48 none"]);
  expect(runs([poll("done", "12T10:00", "12T11:00")])).toEqual(["44 none", "2 read", "2 none"]);
});

test("one window that was read is enough, whatever became of others", () => {
  const outage = [poll("done", "11T12:00", "12T08:00"), poll("failed", "12T06:00", "12T10:00")];
  expect(runs(outage)).toEqual(["40 read", "4 failed", "4 none"]);
  expect(runs([...outage, poll("running", "12T08:00", "12T12:00")])).toEqual(["40 read", "8 reading"]);
  expect(runs([...outage, poll("done", "12T08:00", "12T12:00")])).toEqual(["48 read"]);
});

test("what polls brought is counted where their windows end; those without a window are left out", () => {
  const slots = timelineOf(
    [
      poll("done", "12T09:00", "12T11:30", 4),
      poll("done", "12T11:00", "12T11:20", 3),
      poll("failed", "12T11:00", "12T11:30"),
      { state: "done", windowStart: null, windowEnd: null, created: 9 },
    ],
    now,
  );
  expect(slots.filter(({ polls }) => polls > 0)).toEqual([
    { from: "2026-05-12T11:00:00.000Z", kind: "read", polls: 3, failed: 1, created: 7 },
  ]);
});
