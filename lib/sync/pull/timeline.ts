/** A poll, as far as the timeline looks at it. */
export type TimedPoll = {
  state: "waiting" | "running" | "done" | "failed";
  windowStart: Date | null;
  windowEnd: Date | null;
  created: number;
};

/**
 * What is known of a stretch of time: everything that was said in it was read, it was asked for in vain, it is being asked for, or
 * nobody has asked yet.
 */
export type SlotKind = "read" | "failed" | "reading" | "none";
export type TimelineSlot = {
  /** ISO 8601. */
  from: string;
  kind: SlotKind;
  /** Polls whose window ended in it, how many of them failed, and what they brought. */
  polls: number;
  failed: number;
  created: number;
};

export const slotMinutes = 30;
export const slotCount = 48;
const slotMs = slotMinutes * 60_000;

/** The last day in stretches of half an hour, oldest first. Windows overlap: it is enough when one of them was read. */
export function timelineOf(polls: readonly TimedPoll[], now: Date): TimelineSlot[] {
  const firstAt = now.getTime() - slotCount * slotMs;
  return Array.from({ length: slotCount }, (_, n) => {
    const [from, to] = [firstAt + n * slotMs, firstAt + (n + 1) * slotMs];
    const covering = polls.filter((poll) => covers(poll, from, to));
    const ending = polls.filter(({ windowEnd }) => {
      const end = windowEnd?.getTime() ?? Number.NaN;
      return end > from && end <= to;
    });
    return {
      from: new Date(from).toISOString(),
      kind: kindOf(covering),
      polls: ending.length,
      failed: ending.filter(({ state }) => state === "failed").length,
      created: ending.reduce((sum, { created }) => sum + created, 0),
    };
  });
}

/** Whether a window holds most of a stretch: what is half read says that reading goes on, not that it stopped. */
function covers({ windowStart, windowEnd }: TimedPoll, from: number, to: number): boolean {
  if (!windowStart || !windowEnd) return false;
  const middle = (from + to) / 2;
  return windowStart.getTime() <= middle && windowEnd.getTime() >= middle;
}

function kindOf(covering: readonly TimedPoll[]): SlotKind {
  const has = (...states: TimedPoll["state"][]) => covering.some(({ state }) => states.includes(state));
  if (has("done")) return "read";
  if (has("running", "waiting")) return "reading";
  return has("failed") ? "failed" : "none";
}
