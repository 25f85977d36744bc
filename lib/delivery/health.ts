import type { AttemptOutcome, PollKind, SendMethod } from "@/prisma/generated/enums";

/** Hours that a connection's strip shows. */
export const healthSlots = 24;

export type HealthSlot = {
  /** When the hour began, ISO 8601. */
  from: string;
  sent: number;
  failed: number;
  unclear: number;
  skipped: number;
  polls: number;
  pollsFailed: number;
};

type Failure = { at: string; reason: string };

/** How a connection fares, fit for JSON: times are ISO 8601 in UTC, durations milliseconds. */
export type ConnectionHealth = {
  connectionId: number;
  lastAttemptAt: string | null;
  lastSuccessAt: string | null;
  lastFailure: Failure | null;
  /** What came of the latest three attempts of the last 24 hours, newest first. */
  recent: AttemptOutcome[];
  /** The mean time between its latest sends; null when there were too few to tell. */
  usualGapMs: number | null;
  /** Median of the last 24 hours from being planned to having arrived. */
  lagMs: number | null;
  /** Median of the last 24 hours of one successful attempt. */
  answerMs: number | null;
  waiting: { due: number; sending: number; unclear: number; held: number };
  /** Since when the longest waiting of those due waits. */
  waitingSince: string | null;
  /** Since when the first of them is, or when it will be, due. */
  dueSince: string | null;
  /** When the first of those that failed is tried again. */
  nextRetryAt: string | null;
  /** The last 24 hours, oldest first. */
  slots: HealthSlot[];
  polls: { kind: PollKind; lastSuccessAt: string | null; lastFailure: Failure | null }[];
  trouble: Trouble | null;
};

/** `failing`: nothing gets through. `quiet`: nothing is tried or comes, although it should. */
export type Trouble = "failing" | "quiet";

/** 24 empty hours, the last one the hour until now. */
export const emptySlots = (now: Date): HealthSlot[] =>
  Array.from({ length: healthSlots }, (_, slot) => ({
    from: new Date(now.getTime() - (healthSlots - slot) * 3_600_000).toISOString(),
    sent: 0,
    failed: 0,
    unclear: 0,
    skipped: 0,
    polls: 0,
    pollsFailed: 0,
  }));

/** The share of attempts of the last 24 hours that did not arrive; null without any. */
export function errorRate(slots: readonly HealthSlot[]): number | null {
  const sum = (key: "sent" | "failed" | "unclear") => slots.reduce((all, slot) => all + slot[key], 0);
  const tried = sum("sent") + sum("failed") + sum("unclear");
  return tried === 0 ? null : (tried - sum("sent")) / tried;
}

/** Longest a delivery may be due without anybody trying it. */
const untriedMs = 30 * 60_000;
/** Below this a silence is not worth a word, however busy the connection usually is. */
const shortestSilenceMs = 36 * 3_600_000;
const pollSilenceMs = 2 * 3_600_000;

type Judged = Omit<ConnectionHealth, "trouble"> & { method: SendMethod; paused: boolean };

/**
 * Whether somebody should look at a connection. Failing: none of its latest attempts arrived. Quiet: what is due is not being
 * tried (no worker runs), its polls have stopped, or it has sent nothing for ten times as long as usual. A connection that was
 * paused, or has nothing to do, is neither.
 */
export function troubleOf(health: Judged, now: Date): Trouble | null {
  if (health.paused || health.method === "hold") return null;
  const since = (at: string | null) => (at === null ? null : now.getTime() - new Date(at).getTime());
  const failed = health.recent.filter((outcome) => outcome === "failed" || outcome === "unclear");
  if (failed.length > 0 && failed.length === health.recent.length) return "failing";
  if (health.polls.some(({ lastFailure }) => lastFailure)) return "failing";
  const silent = since(health.lastSuccessAt);
  const overdue = since(health.dueSince) ?? 0;
  const idle = since(health.lastAttemptAt) ?? overdue;
  if (Math.min(overdue, idle) > untriedMs) return "quiet";
  if (silent !== null && health.usualGapMs !== null)
    if (silent > Math.max(shortestSilenceMs, 10 * health.usualGapMs)) return "quiet";
  const polled = health.polls
    .filter(({ kind }) => kind !== "services")
    .map((poll) => since(poll.lastSuccessAt));
  return polled.some((age) => age !== null && age > pollSilenceMs) ? "quiet" : null;
}
