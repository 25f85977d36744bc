import pLimit, { type LimitFunction } from "p-limit";

const atOncePerHost = 2;
const turns = new Map<string, LimitFunction>();

/**
 * Calls to one host wait for each other, whichever job of this process makes them: two at a time. Where a call is redirected to
 * counts as the host that it went to first.
 */
export async function inTurn<Answer>(host: string, call: () => Promise<Answer>): Promise<Answer> {
  const turn = turns.get(host) ?? pLimit(atOncePerHost);
  turns.set(host, turn);
  try {
    return await turn(call);
  } finally {
    if (turn.activeCount + turn.pendingCount === 0) turns.delete(host);
  }
}
