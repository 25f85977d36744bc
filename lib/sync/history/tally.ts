import { z } from "zod";
import type { HistoryOutcome } from "@/lib/sync/history/history-kind";
import { addPlace, type HistorySamples, noSamples } from "@/lib/sync/history/samples";

/** How often what came of rows: `created`, `known`, `skipped:unknown_report`, `waiting:KRB-7 (Kerbs)`, `dead`, `unreadable`. */
export const HistoryCounts = z.record(z.string(), z.number().int().nonnegative());
export type HistoryCounts = z.infer<typeof HistoryCounts>;

const samplesEach = 3;

/** A back end without codes may call each of its services otherwise: beyond so many they are counted together. */
const mostKeys = 500;
/** Of so many outcomes items are told in words. */
const mostTold = 60;

/** Counts what came of rows, and remembers the first few of each kind in words. */
export class Tally {
  #keys: number;
  #told: number;

  constructor(
    readonly counts: HistoryCounts = {},
    readonly samples: HistorySamples = noSamples(),
  ) {
    this.#keys = Object.keys(counts).length;
    this.#told = Object.keys(samples.lines).length;
  }

  add(
    { outcome, reason, place }: Pick<HistoryOutcome, "reason" | "place"> & { outcome: string },
    told: () => string,
  ): void {
    const whole = reason === null ? outcome : `${outcome}:${reason}`;
    const key = Object.hasOwn(this.counts, whole) || this.#keys < mostKeys ? whole : outcome;
    if (!Object.hasOwn(this.counts, key)) this.#keys++;
    this.counts[key] = (this.counts[key] ?? 0) + 1;
    if (place) addPlace(this.samples, place);
    const { lines } = this.samples;
    const known = Object.hasOwn(lines, key) ? (lines[key] ?? []) : null;
    if (known === null && this.#told >= mostTold) return;
    if (known === null) this.#told++;
    if ((known?.length ?? 0) < samplesEach) lines[key] = [...(known ?? []), told()];
  }
}
