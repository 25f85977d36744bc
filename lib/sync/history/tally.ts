import { z } from "zod";
import type { HistoryOutcome } from "@/lib/sync/history/history-kind";

/** How often what came of rows: `created`, `known`, `skipped:unknown_report`, `waiting:KRB-7 (Kerbs)`, `dead`, `unreadable`. */
export const HistoryCounts = z.record(z.string(), z.number().int().nonnegative());
export type HistoryCounts = z.infer<typeof HistoryCounts>;

const samplesEach = 3;

/** A back end without codes may call each of its services otherwise: beyond so many they are counted together. */
const mostKeys = 500;

/** Counts what came of rows, and remembers the first few of each kind in words. */
export class Tally {
  readonly samples = new Map<string, string[]>();
  #keys: number;

  constructor(readonly counts: HistoryCounts = {}) {
    this.#keys = Object.keys(counts).length;
  }

  add({ outcome, reason }: Pick<HistoryOutcome, "reason"> & { outcome: string }, told: () => string): void {
    const whole = reason === null ? outcome : `${outcome}:${reason}`;
    const key = Object.hasOwn(this.counts, whole) || this.#keys < mostKeys ? whole : outcome;
    if (!Object.hasOwn(this.counts, key)) this.#keys++;
    this.counts[key] = (this.counts[key] ?? 0) + 1;
    const samples = this.samples.get(key) ?? [];
    if (samples.length < samplesEach) this.samples.set(key, [...samples, told()]);
  }
}
