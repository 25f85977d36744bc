import { z } from "zod";

/** Where a request is that would be taken in, for a map. */
export const HistoryPlace = z.object({ lat: z.number(), lon: z.number(), title: z.string() });
export type HistoryPlace = z.infer<typeof HistoryPlace>;

/** How `HistoryRun.samples` keeps what a person is shown of a run. */
export const HistorySamples = z.object({
  /** The first few items of each outcome in words, by the keys of the counts. */
  lines: z.record(z.string(), z.array(z.string())).catch({}),
  /** Some of the places of a look, spread over all that has been looked at. */
  places: z.array(HistoryPlace).catch([]),
  /** Each how manieth place is kept, and how many there were. */
  every: z.int().positive().catch(1),
  seen: z.int().nonnegative().catch(0),
});
export type HistorySamples = z.infer<typeof HistorySamples>;

export const noSamples = (): HistorySamples => ({ lines: {}, places: [], every: 1, seen: 0 });

const mostPlaces = 200;

/** Keeps a place, so that those that are kept are as evenly spread over a long file as over a short one. */
export function addPlace(samples: HistorySamples, place: HistoryPlace): void {
  if (samples.seen++ % samples.every !== 0) return;
  samples.places.push(place);
  if (samples.places.length < mostPlaces) return;
  samples.places = samples.places.filter((_, at) => at % 2 === 0);
  samples.every *= 2;
}
