import { expect, test } from "vitest";
import { tileBounds } from "@/lib/geo/mercator";
import { cluster, type Speck } from "@/lib/reports/cluster";

const tile = { z: 10, x: 518, y: 326 };

/** Column and row (0–31) of a small square to its place on the curve. */
function at(column: number, row: number): bigint {
  let place = 0n;
  for (let bit = 0; bit < 5; bit++) {
    place |= BigInt((column >> bit) & 1) << BigInt(2 * bit);
    place |= BigInt((row >> bit) & 1) << BigInt(2 * bit + 1);
  }
  return place;
}

const speck = (place: bigint, count: number, more: Partial<Speck> = {}): Speck => ({
  place,
  count,
  kind: "open",
  id: 1,
  ...more,
});

test("a heap stands at the mean of what is in it", () => {
  const { clusters } = cluster(tile, [speck(at(8, 8), 3), speck(at(9, 8), 1)]);
  const { west, east } = tileBounds(tile);
  expect(clusters).toHaveLength(1);
  // Columns 8 and 9 of 32: centres at 8.5 and 9.5, three to one.
  expect(clusters[0]?.lon).toBeCloseTo(west + ((east - west) * 8.75) / 32, 5);
});

test("north is up: a smaller row is a greater latitude", () => {
  const { clusters } = cluster(tile, [
    speck(at(0, 1), 2, { kind: "open" }),
    speck(at(0, 30), 2, { kind: "fixed" }),
  ]);
  const lat = (kind: "open" | "fixed") => clusters.find(({ counts }) => counts[kind])?.lat ?? 0;
  expect(lat("open")).toBeGreaterThan(lat("fixed"));
});

test("the kinds of a heap are counted apart", () => {
  const { clusters } = cluster(tile, [
    speck(at(4, 4), 2, { kind: "open" }),
    speck(at(4, 4), 5, { kind: "fixed" }),
    speck(at(5, 5), 1, { kind: "fixed" }),
  ]);
  expect(clusters.map(({ counts }) => counts)).toEqual([{ open: 2, fixed: 6 }]);
});

test("a heap of one is a report of its own", () => {
  const { clusters, singles } = cluster(tile, [speck(at(0, 0), 1, { id: 7 }), speck(at(20, 20), 4)]);
  expect(singles).toEqual([7]);
  expect(clusters).toHaveLength(1);
});

test("heaps on both sides of a grid line that would touch are one", () => {
  // Columns 3 and 4 lie in different squares of the 8 × 8 grid, 16 pixels apart.
  expect(cluster(tile, [speck(at(3, 0), 5), speck(at(4, 0), 5)]).clusters).toHaveLength(1);
  expect(cluster(tile, [speck(at(0, 0), 5), speck(at(4, 0), 5)]).clusters).toHaveLength(2);
});
