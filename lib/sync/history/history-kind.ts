import type { RowNames, Rows, Skipped } from "@/lib/open311/read/document";
import type { ReadContext } from "@/lib/open311/read/requests";
import type { ParsedDocument } from "@/lib/open311/read/tree";
import type { HistoryPlace } from "@/lib/sync/history/samples";
import type { PollKind } from "@/prisma/generated/enums";

/** What came of one row: counted by `outcome` and `reason`, a few of each told in words. */
export type HistoryOutcome = {
  outcome: "created" | "known" | "skipped" | "waiting" | "dead";
  /** Distinguishes the skipped ones by why, and those that wait by what for; null for the others. */
  reason: string | null;
  /** Where it is, in degrees, of what is or would be taken in and has a place of its own. */
  place: HistoryPlace | null;
  /** The row, and what came of it, in one line for whoever reads the file in. */
  told: () => string;
};

export type HistoryTaking = {
  now: Date;
  /** Inclusive at both ends; rows from outside are skipped. */
  window: { start: Date; end: Date };
  dryRun: boolean;
  /** Whether the service codes are remembered all the same, for somebody to match. */
  notesCodes: boolean;
  /** The run that they belong to; null in a dry run. */
  historyRunId: number | null;
};

/** One kind of old items: how they are read, and what is done with some of them. The file and its progress are the runner's. */
export type HistoryKind<Item> = {
  kind: PollKind;
  rows: RowNames;
  read(document: ParsedDocument, context: ReadContext): Rows<Item> | undefined;
  /** Nobody is ever mailed about them. Doing it again changes nothing. Answers in the order given. */
  take(connectionId: number, items: readonly Item[], options: HistoryTaking): Promise<HistoryOutcome[]>;
  /** Keeps rows that could not be read for a person to look at. */
  keepUnreadable(connectionId: number, rows: readonly Skipped[], now: Date): Promise<void>;
  /** Why a row was skipped, in words. */
  wordsFor(reason: string): string;
};
