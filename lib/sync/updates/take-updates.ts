import type { RequestUpdate } from "@/lib/open311/documents";
import type { Decision } from "@/lib/sync/updates/decision";

/** Why an item was not taken in, and need not be. */
export const skipReasons = [
  /** Said outside of the window that was asked for: another pull asks for it. */
  "out_of_window",
  /** None of the body's reports has that number. */
  "unknown_report",
  /** What should be our own number of a report is none. */
  "bad_report_id",
  /** The connection's map says that items with this word are not taken in. */
  "ignored_status",
  /** The back end only tells how things stand (`latest_data_only`), and that is known. */
  "nothing_new",
  /** Our own update, coming back while its answer is still awaited. */
  "our_own",
  /** A person has dismissed exactly this item from the dead letters. */
  "dismissed",
] as const;
export type SkipReason = (typeof skipReasons)[number];

/** What came of one item. The ids of what would have been written are null in a dry run. */
export type Taken =
  | { kind: "created"; updateId: number | null; reportId: number; decision: Decision }
  /** It is here already, or is one of our own come back. */
  | { kind: "known" }
  | { kind: "skipped"; reason: SkipReason }
  | { kind: "dead"; reason: string; deadLetterId: number | null };

export type TakeOptions = {
  now: Date;
  /** What was asked for, inclusive at both ends; items from outside are skipped. */
  window?: { start: Date; end: Date };
  /** The poll that dead letters belong to. */
  pollId?: number;
  /** Nobody is ever mailed about them: bulk history. */
  silent?: boolean;
  /** Decides and counts, and writes nothing. */
  dryRun?: boolean;
};

/**
 * Takes items of one connection in.
 * @returns what came of each, in the order given
 */
export declare function takeUpdates(
  connection: { id: number },
  items: readonly RequestUpdate[],
  options: TakeOptions,
): Promise<Taken[]>;
