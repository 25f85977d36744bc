import { setTimeout as sleep } from "node:timers/promises";
import { groupCommit } from "@/lib/delivery/group-commit";
import { env } from "@/lib/env";
import { log } from "@/lib/log";

/**
 * What writes down what came of attempts. What was answered together is committed together, and if that fails each alone: one that
 * cannot be written keeps no other from it. An answer that cannot be recorded now is kept and tried again for as long as a lease lasts.
 * @param commit writes attempts in one transaction, and answers something for each, in their order
 * @param commitAlone the same for one, which may know a way out when that cannot be written
 */
export function recorder<Attempt, Written>(
  commit: (attempts: readonly Attempt[]) => Promise<readonly Written[]>,
  commitAlone: (attempt: Attempt) => Promise<Written>,
): (attempt: Attempt) => Promise<Written> {
  type Settled = { written: Written } | { error: unknown };
  const together = groupCommit<Attempt, Settled>(async (attempts) => {
    try {
      return (await commit(attempts)).map((written) => ({ written }));
    } catch (error) {
      if (attempts.length > 1) log.warn({ err: error }, "outcomes could not be recorded together");
    }
    const each: Settled[] = [];
    for (const attempt of attempts) {
      each.push(
        await commitAlone(attempt).then(
          (written) => ({ written }),
          (error: unknown) => ({ error }),
        ),
      );
    }
    return each;
  });
  return async (attempt) => {
    for (const deadline = Date.now() + env.LEASE_SECONDS * 1000; ; await sleep(1_000)) {
      const settled = await together(attempt);
      if ("written" in settled) return settled.written;
      if (Date.now() > deadline) throw settled.error;
      log.warn({ err: settled.error }, "an outcome could not be recorded, trying again");
    }
  };
}
