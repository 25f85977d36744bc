import { expect, test } from "vitest";
import { clipLine, clipRing } from "@/lib/geo/town-map/clip";

const box = { left: 0, top: 0, right: 10, bottom: 10 };

test.each([
  { what: "a ring inside stays", ring: [2, 2, 8, 2, 8, 8, 2, 8], area: 36 },
  { what: "a ring around the box becomes the box", ring: [-99, -99, 99, -99, 99, 99, -99, 99], area: 100 },
  { what: "a ring outside vanishes", ring: [20, 20, 30, 20, 30, 30], area: 0 },
  { what: "a ring across the edge loses what lies outside", ring: [5, 5, 50, 5, 50, 8, 5, 8], area: 15 },
])("clipping to a box: $what", ({ ring, area }) => {
  expect(areaOf(clipRing(ring, box))).toBeCloseTo(area, 9);
});

test("a line that leaves the box and comes back falls into two parts", () => {
  const line = Float64Array.from([1, 1, 5, 5, 20, 5, 40, 5, 40, 9, 20, 9, 5, 9]);
  expect(clipLine(line, box)).toEqual([
    [1, 1, 5, 5, 20, 5],
    [20, 9, 5, 9],
  ]);
});

function areaOf(ring: number[]): number {
  let sum = 0;
  for (let i = 0; i < ring.length; i += 2) {
    const next = (i + 2) % ring.length;
    sum +=
      (ring[i] as number) * (ring[next + 1] as number) - (ring[next] as number) * (ring[i + 1] as number);
  }
  return Math.abs(sum / 2);
}
