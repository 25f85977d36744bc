import {
  between,
  contains,
  distance,
  type Point,
  type Polygon,
  pairs,
  type Ring,
  ringArea,
  segmentDistance,
  simplify,
} from "@/prisma/demo/town/plane";

type Manner = {
  setback: number;
  depth: [number, number];
  row: [number, number];
  gap: [number, number];
  skip: number;
};

/** How houses stand: wall to wall in the old town, terraces around it, pairs with gardens outside. */
function manner(middle: Point): Manner {
  const out = Math.hypot(middle[0], middle[1]);
  if (out < 340) return { setback: 4.2, depth: [10, 14], row: [16, 44], gap: [0.3, 2], skip: 0.02 };
  if (out < 900) return { setback: 7, depth: [9, 11], row: [40, 90], gap: [4, 8], skip: 0.06 };
  return { setback: 9.5, depth: [9, 11], row: [34, 70], gap: [10, 18], skip: 0.12 };
}

/** Rows of houses along the edges of a block, front walls to the street; none overlaps another. */
export function buildingsIn(block: Polygon, random: () => number): Ring[] {
  const outside = simplifyRing(block[0] as Ring);
  const ring = ringArea(outside) > 0 ? outside : [...outside].reverse();
  const edges = [block, [ring]].flatMap((p) => p.flatMap((r) => pairs(r)));
  const how = manner(ring[0] as Point);
  const range = ([low, high]: [number, number]) => low + random() * (high - low);
  const placed: Ring[] = [];

  for (const [a, b] of pairs(ring)) {
    const long = distance(a, b);
    const inward: Point = [-(b[1] - a[1]) / long, (b[0] - a[0]) / long];
    const at = (along: number, deep: number): Point => {
      const [x, y] = between(a, b, along / long);
      return [x + inward[0] * deep, y + inward[1] * deep];
    };
    let along = how.setback;
    while (along < long - how.setback - 7) {
      const size = Math.min(range(how.row), long - how.setback - along);
      const back = how.setback + range(how.depth);
      const front = how.setback + random() * 1.2;
      const corners = [at(along, front), at(along + size, front), at(along + size, back), at(along, back)];
      const house: Ring = [...corners, corners[0] as Point];
      const clear = (p: Point) =>
        contains(block, p) && edges.every(([c, d]) => segmentDistance(p, c, d) > how.setback - 1.5);
      const fits = size > 6.5 && corners.every(clear) && placed.every((other) => apart(house, other, 0.25));
      if (fits && random() >= how.skip) placed.push(house);
      along += fits ? size + range(how.gap) : 4;
    }
  }
  return placed;
}

function simplifyRing(ring: Ring): Ring {
  const half = Math.floor(ring.length / 2);
  return [...simplify(ring.slice(0, half + 1), 2).slice(0, -1), ...simplify(ring.slice(half), 2)];
}

/** Whether two convex rings keep the given distance, by the separating axis rule. */
export function apart(one: Ring, other: Ring, metres: number): boolean {
  return [one, other].some((shape) =>
    pairs(shape).some(([a, b]) => {
      const long = distance(a, b) || 1;
      const [nx, ny] = [-(b[1] - a[1]) / long, (b[0] - a[0]) / long];
      const span = (ring: Ring) => {
        const along = ring.map(([x, y]) => x * nx + y * ny);
        return [Math.min(...along), Math.max(...along)] as const;
      };
      const [low1, high1] = span(one);
      const [low2, high2] = span(other);
      return low2 > high1 + metres || low1 > high2 + metres;
    }),
  );
}
