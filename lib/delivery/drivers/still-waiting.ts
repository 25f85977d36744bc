import type { Outcome } from "@/lib/delivery/parcel";
import type { Failure } from "@/lib/open311/result";
import type { Exchange } from "@/lib/open311/wire";

/**
 * What was taken, and has a token but no number yet: it is asked for again later, and never posted again.
 * @param waiting what is known, in words
 * @param last why it could not be asked the last time; null = it could
 */
export const stillWaiting = (
  waiting: string,
  token: string,
  last: Failure | null,
  exchanges: Exchange[],
): Outcome => ({
  kind: "failed",
  reason: last ? `${waiting} Asked again, it failed: ${last.reason}` : waiting,
  retry: true,
  ambiguous: false,
  token,
  exchanges,
  ...(last?.retryAfterMs !== undefined && { retryAfterMs: last.retryAfterMs }),
});
