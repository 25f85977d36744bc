const halfHour = 30 * 60_000;

/**
 * How long an update waits after a failure, in milliseconds: half an hour every time, and up to a tenth more so that many do not return
 * together; a body's own `Retry-After` is honoured when it is longer. Source: spec/integration.md 6.5.
 */
export const retryMs = (retryAfterMs?: number, random: () => number = Math.random): number =>
  Math.max(Math.round(halfHour * (1 + random() / 10)), retryAfterMs ?? 0);
