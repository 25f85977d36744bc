import { gazetteer } from "@/lib/geo/geocoders/gazetteer";
import { chosenGeocoder } from "@/lib/geo/geocoders/registry";
import type { Place, Search } from "@/lib/geo/place";
import { type Point, parsePoint } from "@/lib/geo/point";
import { oneLine } from "@/lib/plain-text";

export type { Place } from "@/lib/geo/place";

const LONGEST = 200;

/** What somebody typed, fit for searching: one line, trimmed, at most 200 characters. */
export const searchWords = (text: string): string =>
  oneLine(text.slice(0, 4 * LONGEST))
    .slice(0, LONGEST)
    .trim();

/**
 * Places by what somebody typed: a pair of coordinates is itself, anything else goes to the geocoder. When an outside
 * one does not answer, the gazetteer may still know; if it does not either, the answer is `unavailable`, not `nothing`.
 */
export async function findPlaces(text: string): Promise<Search> {
  const words = searchWords(text);
  const point = parsePoint(words);
  if (point) return { kind: "found", places: [pointPlace(point)] };
  return searchOrGazetteer(words);
}

/**
 * Places to offer while somebody types. Asks an outside geocoder only where its rules allow that; the gazetteer
 * always.
 */
export async function suggestPlaces(text: string): Promise<Search> {
  const words = searchWords(text);
  if (words.length < 2) return { kind: "nothing" };
  const point = parsePoint(words);
  if (point) return { kind: "found", places: [pointPlace(point)] };
  return chosenGeocoder().asYouType ? searchOrGazetteer(words) : gazetteer.search(words);
}

async function searchOrGazetteer(words: string): Promise<Search> {
  const found = await chosenGeocoder().search(words);
  if (found.kind !== "unavailable") return found;
  const known = await gazetteer.search(words);
  return known.kind === "found" ? known : found;
}

const pointPlace = ({ lat, lon }: Point): Place => ({ name: `${lat}, ${lon}`, lat, lon, kind: "point" });
