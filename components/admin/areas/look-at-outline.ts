import type { AreaGeometry } from "@/lib/geo/area-geometry";
import { mergePolygons, polygonsIn } from "@/lib/geo/polygons-in";
import { selfCrossing } from "@/lib/geo/self-crossing";

export type LookedAt =
  | { kind: "nothing" | "unreadable" | "noPolygon" }
  | {
      kind: "outline";
      geometry: AreaGeometry;
      parts: number;
      positions: number;
      crossing: { lat: number; lon: number } | null;
    };

/**
 * What a text of GeoJSON shows, as far as a preview can: whether it may be saved is the verb's to say (lib/geo/read-outline.ts).
 */
export function lookAtOutline(text: string): LookedAt {
  if (text.trim() === "") return { kind: "nothing" };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { kind: "unreadable" };
  }
  const shapes = polygonsIn(json).filter(isDrawable);
  if (shapes.length === 0) return { kind: "noPolygon" };
  const geometry = mergePolygons(shapes);
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  return {
    kind: "outline",
    geometry,
    parts: polygons.length,
    positions: polygons.flat(2).length,
    crossing: selfCrossing(geometry),
  };
}

/** Deep enough lists of pairs of degrees: what a map can draw without stumbling. */
function isDrawable(shape: unknown): shape is AreaGeometry {
  const { type, coordinates } = shape as { type: string; coordinates?: unknown };
  const lists = (value: unknown, of: (one: unknown) => boolean): boolean =>
    Array.isArray(value) && value.length > 0 && value.every(of);
  const position = (value: unknown): boolean =>
    Array.isArray(value) &&
    Number.isFinite(value[0]) &&
    Number.isFinite(value[1]) &&
    Math.abs(value[0]) <= 180 &&
    Math.abs(value[1]) <= 90;
  const ring = (value: unknown) => lists(value, position);
  const rings = (value: unknown) => lists(value, ring);
  return type === "Polygon" ? rings(coordinates) : lists(coordinates, rings);
}
