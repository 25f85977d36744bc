/** Nobody fills the form in within this time; programs do. */
const SOONEST_MS = 2_000;

/**
 * Waits until the form could have been filled in by a person. Waiting instead of refusing does no harm to somebody whose browser
 * fills everything in, and takes the speed out of a program.
 */
export async function slowDown(startedAt: FormDataEntryValue | null, now: Date = new Date()): Promise<void> {
  const missing = SOONEST_MS - timeTaken(startedAt, now);
  if (missing > 0) await new Promise((resolve) => setTimeout(resolve, missing));
}

/** Milliseconds; none when the form does not say, or says nonsense. */
export function timeTaken(startedAt: FormDataEntryValue | null, now: Date): number {
  const started =
    typeof startedAt === "string" && /^\d{1,15}$/.test(startedAt) ? Number(startedAt) : Infinity;
  return Math.max(0, now.getTime() - started);
}
