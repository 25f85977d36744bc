/** Why a picture has not come. */
export type Fault = {
  /** In words for the staff. */
  reason: string;
  /** `never`: the same will come again, `rarely`: most likely, `later`: it may be another day. */
  again: "never" | "rarely" | "later";
  retryAfterMs?: number | undefined;
};

export type NextTry = { state: "due"; dueAt: Date } | { state: "failed" };

const minute = 60_000;
const day = 24 * 60 * minute;
const firstMs = 5 * minute;
const longestMs = 6 * 60 * minute;

/** What is gone or damaged is asked for so often. */
const rareTries = 3;
/** Everything else is given up after so long, but never before it was tried so often: the site may have been down itself. */
const patienceMs = 3 * day;
const leastTries = 5;

/** Pauses grow from five minutes to six hours; a server's own `Retry-After` is honoured up to that. */
export function nextTry(
  fault: Fault,
  { attempts, createdAt }: { attempts: number; createdAt: Date },
  now: Date,
): NextTry {
  if (fault.again === "never") return { state: "failed" };
  if (fault.again === "rarely" && attempts >= rareTries) return { state: "failed" };
  const late = now.getTime() - createdAt.getTime() >= patienceMs;
  if (late && attempts >= leastTries) return { state: "failed" };
  const pause = Math.max(firstMs * 2 ** Math.min(attempts - 1, 10), fault.retryAfterMs ?? 0);
  return { state: "due", dueAt: new Date(now.getTime() + Math.min(pause, longestMs)) };
}
