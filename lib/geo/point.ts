import distance from "@turf/distance";

/** WGS 84, degrees. */
export type Point = { lat: number; lon: number };

const degrees = String.raw`[-+−]?\d{1,3}(?:\.\d+)?`;
const decimal = String.raw`[-+−]?\d{1,3}\.\d+`;
/** `54.6,2.3`, `54.6, 2.3`, `geo:54.6,2.3`. */
const withComma = new RegExp(`^(?:geo:)?(${degrees})\\s*[,;]\\s*(${degrees})$`, "i");
/** `54.6 2.3`; without decimals two numbers are more likely a house and a route. */
const withBlank = new RegExp(`^(${decimal})\\s+(${decimal})$`);
/** `54°36′12″N`, `54° 36.2' N`, `54.6N`, `N 54.6°`: one half of a pair that names its directions. */
const half = String.raw`(\d{1,3}(?:\.\d+)?)\s*[°º]?\s*(?:(\d{1,2}(?:\.\d+)?)\s*['′’]\s*)?(?:(\d{1,2}(?:\.\d+)?)\s*(?:["″”]|''|′′)\s*)?`;
const directionLast = new RegExp(`^${half}([NS])[\\s,;]*${half}([EW])$`, "i");
const directionFirst = new RegExp(`^([NS])\\s*${half}[\\s,;]*([EW])\\s*${half}$`, "i");

/**
 * Reads a pair of coordinates, latitude first, in the notations people paste from maps and GPS devices.
 * @returns null when the text is anything else, or no place on earth
 */
export function parsePoint(text: string): Point | null {
  const told = text.trim();
  const plain = withComma.exec(told) ?? withBlank.exec(told);
  if (plain) return onEarth(number(plain[1]), number(plain[2]));
  const last = directionLast.exec(told);
  if (last) return onEarth(angle(last.slice(1, 4), last[4]), angle(last.slice(5, 8), last[8]));
  const first = directionFirst.exec(told);
  if (first) return onEarth(angle(first.slice(2, 5), first[1]), angle(first.slice(6, 9), first[5]));
  return null;
}

const number = (text = ""): number => Number(text.replace("−", "-"));

/** Degrees, minutes and seconds to signed degrees; NaN with 60 minutes or more. */
function angle(parts: readonly (string | undefined)[], direction = ""): number {
  const [whole = 0, minutes = 0, seconds = 0] = parts.map((part) => Number(part ?? 0));
  if (minutes >= 60 || seconds >= 60) return Number.NaN;
  return (whole + minutes / 60 + seconds / 3600) * (/[SW]/i.test(direction) ? -1 : 1);
}

function onEarth(lat: number, lon: number): Point | null {
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? roundPoint({ lat, lon }) : null;
}

/** To millionths of a degree, about a decimetre: what a pin on a map can mean. */
export function roundPoint({ lat, lon }: Point): Point {
  const round = (value: number) => Math.round(value * 1e6) / 1e6 + 0;
  return { lat: round(lat), lon: round(lon) };
}

/** Metres along the surface. */
export const distanceMetres = (a: Point, b: Point): number =>
  distance([a.lon, a.lat], [b.lon, b.lat], { units: "meters" });
