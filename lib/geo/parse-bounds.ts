import type { Bounds } from "@/lib/geo/mercator";

/** `west,south,east,north` in degrees, as in settings and query strings; null when it is no box on earth. */
export function parseBounds(text: string): Bounds | null {
  const numbers = text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  const [west, south, east, north] = numbers as [number, number, number, number];
  const usable = numbers.length === 4 && west < east && south < north && Math.abs(south) <= 90;
  return usable && Math.abs(north) <= 90 && Math.abs(west) <= 180 && Math.abs(east) <= 180
    ? { west, south, east, north }
    : null;
}
