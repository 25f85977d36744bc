import { expect, test } from "vitest";
import { selfCrossing } from "@/lib/geo/self-crossing";

type Ring = [number, number][];
const square = (west: number, south: number, size: number): Ring => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
];
const polygon = (...coordinates: Ring[]) => ({ type: "Polygon" as const, coordinates });

test("a plain outline, one with a hole, and one whose hole touches its edge do not cross", () => {
  expect(selfCrossing(polygon(square(0, 0, 4)))).toBeNull();
  expect(selfCrossing(polygon(square(0, 0, 4), square(1, 1, 1)))).toBeNull();
  expect(selfCrossing(polygon(square(0, 0, 4), square(0, 1, 1)))).toBeNull();
});

test("a bow tie crosses in its middle", () => {
  const tie: Ring = [
    [0, 0],
    [2, 2],
    [2, 0],
    [0, 2],
    [0, 0],
  ];
  expect(selfCrossing(polygon(tie))).toEqual({ lon: 1, lat: 1 });
});

test("a hole that reaches over the edge crosses it", () => {
  expect(selfCrossing(polygon(square(0, 0, 4), square(3, 1, 2)))).toMatchObject({ lon: 4 });
});

test("parts of a multipolygon are judged each by itself", () => {
  const parts = { type: "MultiPolygon" as const, coordinates: [[square(0, 0, 2)], [square(1, 1, 2)]] };
  expect(selfCrossing(parts)).toBeNull();
});

// Each edge against each other would not come to an end within the time that a test has.
test("an outline of a hundred thousand positions is judged", () => {
  const ring: Ring = Array.from({ length: 100_000 }, (_, index) => {
    const angle = (index / 100_000) * 2 * Math.PI;
    const radius = 1 + 0.001 * Math.sin(index);
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
  ring.push(ring[0] ?? [0, 0]);
  expect(selfCrossing(polygon(ring))).toBeNull();
});
