import { expect, test } from "vitest";
import { DomainError } from "@/lib/errors";
import { boxOf, validateAreaGeometry } from "@/lib/geo/area-geometry";

const ring = [
  [2, 54],
  [3, 54],
  [3, 55],
  [2, 55],
  [2, 54],
];

test("polygons and multipolygons are taken, heights and foreign members left out", () => {
  expect(
    validateAreaGeometry({ type: "Polygon", coordinates: [ring.map((p) => [...p, 12])], crs: 1 }),
  ).toEqual({
    type: "Polygon",
    coordinates: [ring],
  });
  expect(
    validateAreaGeometry({ type: "MultiPolygon", coordinates: [[ring], [ring]] }).coordinates,
  ).toHaveLength(2);
});

test("the box spans all parts", () => {
  const far = ring.map(([lon = 0, lat = 0]) => [lon + 10, lat - 20]);
  const geometry = validateAreaGeometry({ type: "MultiPolygon", coordinates: [[ring], [far]] });
  expect(boxOf(geometry)).toEqual({ west: 2, south: 34, east: 13, north: 55 });
});

test.each<[string, unknown, string]>([
  ["nothing", null, "GeoJSON Polygon"],
  ["a point", { type: "Point", coordinates: [2, 54] }, "GeoJSON Polygon"],
  ["text", "Polygon", "GeoJSON Polygon"],
  ["no ring", { type: "Polygon", coordinates: [] }, "at least one ring"],
  ["no part", { type: "MultiPolygon", coordinates: [] }, "at least one ring"],
  [
    "an open ring",
    { type: "Polygon", coordinates: [[...ring.slice(0, 4), [2, 54.1]]] },
    "ends where it begins",
  ],
  ["three positions", { type: "Polygon", coordinates: [[ring[0], ring[1], ring[0]]] }, "at least four"],
  [
    "a latitude of 95",
    { type: "Polygon", coordinates: [ring.map(([lon = 0, lat = 0]) => [lon, lat + 40.5])] },
    "longitude, then",
  ],
  [
    "text for a number",
    { type: "Polygon", coordinates: [[["2", "54"], ...ring.slice(1)]] },
    "longitude, then",
  ],
  ["a ring too few", { type: "Polygon", coordinates: ring }, "longitude, then"],
])("%s is refused in words", (_, json, words) => {
  const refuse = () => validateAreaGeometry(json);
  expect(refuse).toThrow(DomainError);
  expect(refuse).toThrow(words);
});
