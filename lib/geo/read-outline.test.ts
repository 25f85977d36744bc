import { expect, test } from "vitest";
import { DomainError } from "@/lib/errors";
import { outlineAtMost, readOutline } from "@/lib/geo/read-outline";

const square = (west: number, south: number) => ({
  type: "Polygon",
  coordinates: [
    [
      [west, south],
      [west + 1, south],
      [west + 1, south + 1],
      [west, south + 1],
      [west, south],
    ],
  ],
});
const feature = (geometry: unknown) => ({ type: "Feature", properties: { name: "x" }, geometry });
const collection = (...shapes: unknown[]) => ({ type: "FeatureCollection", features: shapes.map(feature) });

test("a geometry, a feature and a collection of one are the same outline", () => {
  const plain = readOutline(square(2, 54));
  expect(plain).toEqual(square(2, 54));
  expect(readOutline(feature(square(2, 54)))).toEqual(plain);
  expect(readOutline(JSON.stringify(collection(square(2, 54))))).toEqual(plain);
});

test("several polygons of a file make one area, points are left out", () => {
  const outline = readOutline(
    collection(square(2, 54), { type: "Point", coordinates: [2, 54] }, square(5, 54)),
  );
  expect(outline.type).toBe("MultiPolygon");
  expect(outline.coordinates).toHaveLength(2);
});

test("positions are kept to a decimetre", () => {
  const fine = { ...square(2, 54), coordinates: [square(2.12345678, 54).coordinates[0]] };
  expect(readOutline(fine).coordinates[0]?.[0]).toEqual([2.123457, 54]);
});

const huge = {
  type: "Polygon",
  coordinates: [
    Array.from({ length: outlineAtMost + 2 }, (_, index) => {
      const angle = ((index % (outlineAtMost + 1)) / (outlineAtMost + 1)) * 2 * Math.PI;
      return [Math.cos(angle), Math.sin(angle)];
    }),
  ],
};

test.each<[string, unknown, string]>([
  ["nothing", "", "Draw the outline"],
  ["text", "hello", "no JSON"],
  ["a file without polygons", collection({ type: "Point", coordinates: [2, 54] }), "no polygon"],
  ["an empty collection", { type: "FeatureCollection", features: [] }, "no polygon"],
  ["too many positions", huge, "Simplify it"],
  [
    "a national grid that says so",
    { ...square(2, 54), crs: { type: "name", properties: { name: "urn:ogc:def:crs:EPSG::27700" } } },
    "another grid",
  ],
  ["a national grid that does not", square(400_000, 300_000), "longitude, then"],
  [
    "a crossing",
    {
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
    },
    "crosses itself near longitude 1.00000, latitude 1.00000",
  ],
])("%s is refused in words, at the field", (_, given, words) => {
  let error: unknown;
  try {
    readOutline(given);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(DomainError);
  expect((error as DomainError).fields.geometry).toContain(words);
});

test("an explicit WGS 84 is what GeoJSON means anyway", () => {
  const crs = { type: "name", properties: { name: "urn:ogc:def:crs:OGC:1.3:CRS84" } };
  expect(readOutline({ ...square(2, 54), crs })).toEqual(square(2, 54));
});
