import { readFileSync } from "node:fs";
import path from "node:path";
import type { Feature, FeatureCollection, LineString, MultiPolygon, Polygon } from "geojson";

const folder = path.join(import.meta.dirname, "town");
export const townFile = (name: string): string => path.join(folder, name);

function features<Geometry extends Polygon | MultiPolygon | LineString>(
  name: string,
): Feature<Geometry, { name: string; kind?: string }>[] {
  const collection = JSON.parse(readFileSync(townFile(name), "utf8")) as FeatureCollection<
    Geometry,
    { name: string; kind?: string }
  >;
  return collection.features;
}

export type TownArea = { slug: string; name: string; type: string; geometry: Polygon | MultiPolygon };

const slugOf = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, "-");

/** The city, its wards and the county around it. */
export function townAreas(): TownArea[] {
  const of = (file: string, type: string) =>
    features<Polygon | MultiPolygon>(file).map(({ properties: { name }, geometry }) => ({
      slug: type === "ward" ? `${slugOf(name)}-ward` : slugOf(name),
      name: type === "ward" ? `${name} ward` : name,
      type,
      geometry,
    }));
  return [
    ...of("county.geojson", "county"),
    ...of("boundary.geojson", "city"),
    ...of("wards.geojson", "ward"),
  ];
}

export type Street = { name: string; kind: string /** lon, lat */; line: [number, number][] };

/** What people walk and drive on; the railway is not. */
export function townStreets(): Street[] {
  return features<LineString>("streets.geojson")
    .filter(({ properties }) => properties.name && properties.kind !== "rail")
    .map(({ properties, geometry }) => ({
      name: properties.name,
      kind: properties.kind ?? "residential",
      line: geometry.coordinates.map(([lon = 0, lat = 0]) => [lon, lat]),
    }));
}
