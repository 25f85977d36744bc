/** Somewhere a search led to; `kind` is street, place, postcode, address, point or a finer word of the source's. */
export type Place = { name: string; lat: number; lon: number; kind: string };

/** What a search came to. `unavailable`: the geocoder did not answer, so nothing is known either way. */
export type Search = { kind: "found"; places: Place[] } | { kind: "nothing" } | { kind: "unavailable" };

/** How many places a person is asked to choose from. */
export const MOST_PLACES = 10;

export const searchOf = (places: readonly Place[]): Search =>
  places.length > 0 ? { kind: "found", places: places.slice(0, MOST_PLACES) } : { kind: "nothing" };
