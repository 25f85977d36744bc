import { expect, test } from "vitest";
import { cellOf, cellRange } from "@/lib/geo/cell";
import { tileAt } from "@/lib/geo/mercator";

const points = [
  { lat: 54.6, lon: 2.3 },
  { lat: 54.600001, lon: 2.300001 },
  { lat: -33.9, lon: 18.4 },
  { lat: 0, lon: 0 },
  { lat: 85.06, lon: -180 },
  { lat: -90, lon: 180 },
  { lat: 40.7, lon: -74 },
];

test("a point lies in the range of its tile at every zoom, and in no neighbour's", () => {
  for (const point of points)
    for (let z = 0; z <= 26; z++) {
      const { x, y } = tileAt(point, z);
      const { from, to } = cellRange(z, x, y);
      const cell = cellOf(point);
      expect(cell >= from && cell < to, `${JSON.stringify(point)} at ${z}`).toBe(true);
      if (x > 0) {
        const left = cellRange(z, x - 1, y);
        expect(cell >= left.from && cell < left.to).toBe(false);
      }
    }
});

test.each([
  [0, 0, 0, 0n, 1n << 52n],
  [1, 0, 0, 0n, 1n << 50n],
  [1, 1, 0, 1n << 50n, 2n << 50n],
  [1, 0, 1, 2n << 50n, 3n << 50n],
  [1, 1, 1, 3n << 50n, 1n << 52n],
  [2, 3, 1, 7n << 48n, 8n << 48n],
  [26, 0, 0, 0n, 1n],
  [26, 2 ** 26 - 1, 2 ** 26 - 1, (1n << 52n) - 1n, 1n << 52n],
])("tile %i/%i/%i is one range", (z, x, y, from, to) => {
  expect(cellRange(z, x, y)).toEqual({ from, to });
});

test("the four tiles below a tile fill its range without gap or overlap", () => {
  const { x, y } = tileAt({ lat: 54.6, lon: 2.3 }, 13);
  const whole = cellRange(13, x, y);
  const parts = [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
  ].map(([dx = 0, dy = 0]) => cellRange(14, 2 * x + dx, 2 * y + dy));
  expect(parts[0]?.from).toBe(whole.from);
  expect(parts[3]?.to).toBe(whole.to);
  for (const n of [0, 1, 2]) expect(parts[n]?.to).toBe(parts[n + 1]?.from);
});

test.each([
  [-1, 0, 0],
  [27, 0, 0],
  [3, 8, 0],
  [3, 0, -1],
  [3, 1.5, 0],
  [Number.NaN, 0, 0],
])("there is no tile %d/%d/%d", (z, x, y) => {
  expect(() => cellRange(z, x, y)).toThrow(RangeError);
});
