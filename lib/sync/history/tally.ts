import { z } from "zod";
import type { HistoryOutcome } from "@/lib/sync/history/history-kind";

/** How often what came of rows: `created`, `known`, `skipped:unknown_report`, `dead`, `unreadable`. */
export const HistoryCounts = z.record(z.string(), z.number().int().nonnegative());
export type HistoryCounts = z.infer<typeof HistoryCounts>;

const samplesEach = 3;

/** Counts what came of rows, and remembers the first few of each kind in words. */
export class Tally {
  readonly samples = new Map<string, string[]>();

  constructor(readonly counts: HistoryCounts = {}) {}

  add(key: string, told: () => string): void {
    this.counts[key] = (this.counts[key] ?? 0) + 1;
    const samples = this.samples.get(key) ?? [];
    if (samples.length < samplesEach) this.samples.set(key, [...samples, told()]);
  }
}

export const keyOf = ({ outcome, reason }: HistoryOutcome): string =>
  reason === null ? outcome : `${outcome}:${reason}`;
