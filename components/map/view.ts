import type { Bounds } from "@/lib/geo/mercator";

/** What a map shows: its centre in degrees, and a whole zoom level. */
export type MapView = { lat: number; lon: number; zoom: number };

/** Where map tiles come from; told by the server, which alone knows the settings. */
export type TileSource = { url: string; attribution: string; maxZoom: number };

/** To about a metre: what a link needs. */
export const roundDegrees = (degrees: number): number => Math.round(degrees * 1e5) / 1e5;

export const reportHerePath = ({ lat, lon }: { lat: number; lon: number }): `/report/new?${string}` =>
  `/report/new?lat=${roundDegrees(lat)}&lon=${roundDegrees(lon)}`;

/** `west,south,east,north`, rounded outwards a little, so that small movements ask for the same box. */
export function boundsText({ west, south, east, north }: Bounds): string {
  const down = (degrees: number) => Math.floor(degrees * 2000) / 2000;
  const up = (degrees: number) => Math.ceil(degrees * 2000) / 2000;
  return [down(west), down(south), up(east), up(north)].join(",");
}
