import proj4 from "proj4";
import type { Point } from "@/lib/geo/point";

/** Metres, to the east and to the north of a national grid's origin. */
export type GridPoint = { easting: number; northing: number };

/** National grids by their EPSG names; any other is written as a PROJ string. */
const known: Readonly<Record<string, string>> = {
  // Great Britain, to a few metres
  "EPSG:27700":
    "+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy +towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m +no_defs",
  // Ireland: the Irish Grid, and ITM
  "EPSG:29903":
    "+proj=tmerc +lat_0=53.5 +lon_0=-8 +k=1.000035 +x_0=200000 +y_0=250000 +ellps=mod_airy +towgs84=482.5,-130.6,564.6,-1.042,-0.214,-0.631,8.15 +units=m +no_defs",
  "EPSG:2157":
    "+proj=tmerc +lat_0=53.5 +lon_0=-8 +k=0.99982 +x_0=600000 +y_0=750000 +ellps=GRS80 +units=m +no_defs",
};

function definition(projection: string): string | undefined {
  const name = projection.trim().toUpperCase();
  const [, family, zone] = /^EPSG:(258|326|327)(\d\d)$/.exec(name) ?? [];
  const inRange = Number(zone) >= 1 && Number(zone) <= 60;
  if (family && inRange) {
    return `+proj=utm +zone=${Number(zone)}${family === "327" ? " +south" : ""} +ellps=${family === "258" ? "GRS80" : "WGS84"} +units=m +no_defs`;
  }
  return known[name] ?? (projection.trim().startsWith("+proj=") ? projection.trim() : undefined);
}

/** Whether a grid is known: an EPSG name (27700, 29903, 2157, 258xx, 326xx, 327xx) or a PROJ string that can be used. */
export function isProjection(projection: string): boolean {
  try {
    const grid = toGrid({ lat: 54, lon: -2 }, projection);
    return Number.isFinite(grid.easting) && Number.isFinite(grid.northing);
  } catch {
    return false;
  }
}

/** A point on a grid, in whole metres. @throws Error for a grid that is not known */
export function toGrid({ lat, lon }: Point, projection: string): GridPoint {
  const [easting = Number.NaN, northing = Number.NaN] = converter(projection).forward([lon, lat]);
  return { easting: Math.round(easting), northing: Math.round(northing) };
}

/** The point of a place on a grid. @throws Error for a grid that is not known */
export function fromGrid({ easting, northing }: GridPoint, projection: string): Point {
  const [lon = Number.NaN, lat = Number.NaN] = converter(projection).inverse([easting, northing]);
  return { lat, lon };
}

function converter(projection: string) {
  const text = definition(projection);
  if (!text) throw new Error(`The grid ${projection} is not known`);
  return proj4(text);
}
