import type { Point } from "@/lib/geo/point";
import type { ServiceRequest } from "@/lib/open311/documents";

/** So much of a text tells it from others; lists cut long ones. */
const enough = 1_000;

const squeezed = (text: string): string => text.replace(/\s+/g, " ").trim();

/** Whether a request has these words of a report in what it says. */
export function repeats(
  { description, extras }: Pick<ServiceRequest, "description" | "extras">,
  text: string,
): boolean {
  const words = squeezed(text).slice(0, enough).trim();
  return words !== "" && squeezed(`${extras.title ?? ""} ${description ?? ""}`).includes(words);
}

/** Whether a request has most of the words of a report, wherever they stand. */
export function resembles(
  { description, extras }: Pick<ServiceRequest, "description" | "extras">,
  text: string,
): boolean {
  const said = wordsIn(`${extras.title ?? ""} ${description ?? ""}`);
  const words = [...wordsIn(text)];
  return words.filter((word) => said.has(word)).length * 2 >= Math.max(words.length, 1);
}

const wordsIn = (text: string): Set<string> => new Set(text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu));

/** @param degrees of latitude; of longitude twice as many */
export const isNear = (place: Point | null, { lat, lon }: Point, degrees: number): boolean =>
  place !== null && Math.abs(place.lat - lat) < degrees && Math.abs(place.lon - lon) < 2 * degrees;
