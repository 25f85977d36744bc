import type { Skipped } from "@/lib/open311/read/document";

/**
 * Keeps rows of an answer that could not even be read. The same row, seen again, stays one letter.
 * @returns how many letters there are for them; dismissed ones are not among them
 */
export declare function keepUnreadable(
  connection: { id: number },
  rows: readonly Skipped[],
  pollId: number | null,
  now?: Date,
): Promise<number>;
