const FIRST_MS = 5 * 60_000;
const LATER_MS = 30 * 60_000;

/**
 * How long a failed delivery waits: five minutes after its first attempt, half an hour after each later one, for
 * as long as it takes, spread by a tenth so that many do not return together. What will not get better by
 * itself waits half an hour at once; a body's own `Retry-After` is honoured when it is longer.
 */
export function backoffMs(
  failure: { attempts: number; retry: boolean; retryAfterMs?: number | undefined },
  random: () => number = Math.random,
): number {
  const base = failure.attempts <= 1 && failure.retry ? FIRST_MS : LATER_MS;
  return Math.max(Math.round(base * (0.95 + random() * 0.1)), failure.retryAfterMs ?? 0);
}
