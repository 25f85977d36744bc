/** What a receiver's answer means. */
export type Answer =
  | { kind: "taken" }
  /** `retryAfterMs`: how long it asks us to wait. */
  | { kind: "refused"; reason: string; retryAfterMs?: number | undefined }
  /** It will never take anything again. */
  | { kind: "gone"; reason: string };

export type Next =
  | { state: "sent" }
  | { state: "failed" }
  /** `pause`: nothing more is sent before a person says so. */
  | { state: "due"; dueAt: Date; pause: boolean };

const minute = 60_000;
const hour = 60 * minute;

/** After the first failed attempt a minute, after the ninth a day: all ten take three days. */
const pauses = [
  ...[minute, 5 * minute, 15 * minute, hour, 3 * hour],
  ...[6 * hour, 12 * hour, 24 * hour, 24 * hour],
] as const;
export const mostAttempts = pauses.length + 1;
const longest = 24 * hour;

type Attempt = {
  /** How often this event has been tried, this attempt counted. */
  attempts: number;
  /** Whether the receiver has taken anything since the event happened. */
  takenSince: boolean;
};

/**
 * What becomes of an event after an attempt. One that its receiver does not take is given up after the tenth; but where the receiver
 * has taken nothing else either it is the receiver that is broken: the webhook is paused, and the event waits with all others.
 */
export function decideNext(answer: Answer, { attempts, takenSince }: Attempt, now: Date): Next {
  if (answer.kind === "taken") return { state: "sent" };
  if (answer.kind === "gone") return { state: "due", dueAt: now, pause: true };
  const pause = pauses[attempts - 1];
  if (pause === undefined)
    return takenSince ? { state: "failed" } : { state: "due", dueAt: now, pause: true };
  const wait = Math.min(Math.max(pause, answer.retryAfterMs ?? 0), longest);
  return { state: "due", dueAt: new Date(now.getTime() + wait), pause: false };
}
