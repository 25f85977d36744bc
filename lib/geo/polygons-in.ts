import type { AreaGeometry } from "@/lib/geo/area-geometry";

type Json = { type?: unknown; geometry?: unknown; features?: unknown; geometries?: unknown };

/**
 * What of a GeoJSON document is a polygon, wherever it stands in it; lines and points are left out. Nothing is checked but the
 * `type`: this is for what is only looked at. Pure.
 */
export function polygonsIn(json: unknown): unknown[] {
  if (typeof json !== "object" || json === null) return [];
  const { type, geometry, features, geometries } = json as Json;
  switch (type) {
    case "Polygon":
    case "MultiPolygon":
      return [json];
    case "Feature":
      return polygonsIn(geometry);
    case "FeatureCollection":
      return Array.isArray(features) ? features.flatMap(polygonsIn) : [];
    case "GeometryCollection":
      return Array.isArray(geometries) ? geometries.flatMap(polygonsIn) : [];
    default:
      return [];
  }
}

/** Several outlines as one: a Polygon when there is one part, else a MultiPolygon. */
export function mergePolygons(parts: readonly AreaGeometry[]): AreaGeometry {
  const polygons = parts.flatMap((part) => (part.type === "Polygon" ? [part.coordinates] : part.coordinates));
  const [only] = polygons;
  return only && polygons.length === 1
    ? { type: "Polygon", coordinates: only }
    : { type: "MultiPolygon", coordinates: polygons };
}
