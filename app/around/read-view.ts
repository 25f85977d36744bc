import type { MapView } from "@/components/map/view";
import { type Bounds, toLonLat, toPixel } from "@/lib/geo/mercator";
import { firstOf, type SearchParams } from "@/lib/reports/filter";

const streetZoom = 16;
const smallestZoom = 3;

/** The `lat`, `lon` and `zoom` of an address; null when it names no place on the map. */
export function readView(params: SearchParams, maxZoom: number): MapView | null {
  const lat = degrees(firstOf(params, "lat"), 85);
  const lon = degrees(firstOf(params, "lon"), 180);
  if (lat === null || lon === null) return null;
  const zoom = Math.round(Number(firstOf(params, "zoom") ?? streetZoom));
  const usable = Number.isFinite(zoom) ? zoom : streetZoom;
  return { lat, lon, zoom: Math.min(maxZoom, Math.max(smallestZoom, usable)) };
}

function degrees(text: string | null, largest: number): number | null {
  const value = text === null ? Number.NaN : Number(text);
  return Math.abs(value) <= largest ? value : null;
}

/** A map of ordinary size, in pixels: what the server shows before it knows the window. */
const window = { width: 1000, height: 760 };

export function boxAround({ lat, lon, zoom }: MapView): Bounds {
  const middle = toPixel({ lat, lon }, zoom);
  const corner = (side: number) =>
    toLonLat({ x: middle.x + (side * window.width) / 2, y: middle.y + (side * window.height) / 2 }, zoom);
  const [northWest, southEast] = [corner(-1), corner(1)];
  return { west: northWest.lon, north: northWest.lat, east: southEast.lon, south: southEast.lat };
}
