import { fromGrid } from "@/lib/geo/grid";
import type { Bounds } from "@/lib/geo/mercator";
import { type Point, roundPoint } from "@/lib/geo/point";

/** How a connection tells places. */
export type PlaceRules = {
  /** `lat` is a northing and `long` an easting, in metres of the grid. */
  convertLatLong: boolean;
  /** EPSG name or PROJ string; empty = the British grid. */
  gridProjection: string;
  /** Whether a request with this number is told in degrees all the same. */
  inDegrees: (id: string) => boolean;
};

export const placeFaults = [
  /** It has no coordinates, or those that stand for none. */
  "no_place",
  /** Coordinates that are no place on earth, or not of the grid. */
  "bad_place",
  /** Latitude and longitude have changed places. */
  "swapped_place",
] as const;
export type PlaceFault = (typeof placeFaults)[number];

type Told = { serviceRequestId: string; lat?: number | undefined; long?: number | undefined };

/**
 * Where a request is, in degrees to the sixth decimal, or why nobody can say. Coordinates that have changed places are not turned
 * round: whoever mixes them up once may not do so always. Source: spec/integration.md 7.3 steps 1 and 2, AC-125.
 * @param bounds a box around all that the body looks after; null = it looks after nothing
 */
export function placeOf(item: Told, rules: PlaceRules, bounds: Bounds | null): Point | PlaceFault {
  const { serviceRequestId, lat, long } = item;
  if (lat === undefined || long === undefined || (lat === 0 && long === 0)) return "no_place";
  const onGrid = rules.convertLatLong && !rules.inDegrees(serviceRequestId);
  const point = onGrid ? fromMetres(lat, long, rules.gridProjection) : { lat, lon: long };
  if (isOnEarth(point)) {
    const turned = { lat: point.lon, lon: point.lat };
    return !onGrid && bounds && !isIn(bounds, point) && isIn(bounds, turned)
      ? "swapped_place"
      : roundPoint(point);
  }
  return !onGrid && isOnEarth({ lat: long, lon: lat }) ? "swapped_place" : "bad_place";
}

const fromMetres = (northing: number, easting: number, projection: string): Point =>
  fromGrid({ easting, northing }, projection || "EPSG:27700");

/** Finite too: what is far outside of a grid comes back as no number. */
const isOnEarth = ({ lat, lon }: Point): boolean => Math.abs(lat) <= 90 && Math.abs(lon) <= 180;

const isIn = ({ west, south, east, north }: Bounds, { lat, lon }: Point): boolean =>
  lon >= west && lon <= east && lat >= south && lat <= north;
