import { expect, test } from "vitest";
import { lookAtOutline } from "@/components/admin/areas/look-at-outline";

const ring = (west: number) => [
  [west, 54],
  [west + 1, 54],
  [west + 1, 55],
  [west, 55],
  [west, 54],
];
const polygon = (west: number) => ({ type: "Polygon", coordinates: [ring(west)] });
const feature = (geometry: unknown) => ({ type: "Feature", properties: {}, geometry });

test.each<[string, unknown, string]>([
  ["nothing yet", " ", "nothing"],
  ["half a file", '{"type": "Poly', "unreadable"],
  ["a point", { type: "Point", coordinates: [1, 2] }, "noPolygon"],
  ["just a number", 5, "noPolygon"],
  ["a polygon in another grid", { type: "Polygon", coordinates: [[[400000, 300000]]] }, "noPolygon"],
  ["a polygon without coordinates", { type: "Polygon" }, "noPolygon"],
  ["a multipolygon one list too flat", { type: "MultiPolygon", coordinates: [ring(1)] }, "noPolygon"],
])("%s is told as such", (_, given, kind) => {
  expect(lookAtOutline(typeof given === "string" ? given : JSON.stringify(given)).kind).toBe(kind);
});

test("a collection's polygons are looked at together", () => {
  const json = {
    type: "FeatureCollection",
    features: [feature(polygon(1)), feature(null), feature(polygon(5))],
  };
  expect(lookAtOutline(JSON.stringify(json))).toMatchObject({
    kind: "outline",
    parts: 2,
    positions: 10,
    crossing: null,
  });
});

test("a crossing is told where it is", () => {
  const tie = {
    type: "Polygon",
    coordinates: [
      [
        [0, 0],
        [2, 2],
        [2, 0],
        [0, 2],
        [0, 0],
      ],
    ],
  };
  expect(lookAtOutline(JSON.stringify(tie))).toMatchObject({ crossing: { lat: 1, lon: 1 } });
});
