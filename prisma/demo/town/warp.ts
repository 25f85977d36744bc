import { densify, distance, type Point, type Ring, simplify } from "@/prisma/demo/town/plane";

/** Centre of the made-up town, in the open North Sea. */
export const CENTRE = { lat: 54.6, lon: 2.3 };
const METRES_PER_DEGREE = 111_320;

type Wave = { size: number; length: number; towards: number; phase: number };
const waves: Wave[] = [
  { size: 170, length: 5200, towards: 0.6, phase: 1.1 },
  { size: 150, length: 4300, towards: 2.2, phase: 4.0 },
  { size: 34, length: 1150, towards: 1.2, phase: 0.4 },
  { size: 30, length: 900, towards: 2.7, phase: 2.6 },
  { size: 9, length: 330, towards: 0.2, phase: 3.3 },
  { size: 9, length: 290, towards: 1.9, phase: 5.2 },
];
/** Housing estates whose streets curl around their middle. */
const swirls: { at: Point; reach: number; turn: number }[] = [
  { at: [430, 1330], reach: 330, turn: 1.0 },
  { at: [-1750, 850], reach: 300, turn: -0.9 },
  { at: [-850, -1600], reach: 330, turn: -1.0 },
  { at: [1780, 380], reach: 300, turn: 1.1 },
  { at: [760, 560], reach: 190, turn: 0.6 },
];

/**
 * Bends the ruler-drawn plan into something grown: one smooth shift for everything, so that
 * what met on the plan still meets on the map.
 */
export function bend(point: Point): Point {
  let [x, y] = point;
  for (const { at, reach, turn } of swirls) {
    const near = Math.max(0, 1 - (distance(point, at) / reach) ** 2) ** 2;
    const [c, s] = [Math.cos(turn * near), Math.sin(turn * near)];
    const [dx, dy] = [x - at[0], y - at[1]];
    x = at[0] + dx * c - dy * s;
    y = at[1] + dx * s + dy * c;
  }
  const [ox, oy] = shift([x, y]);
  const [cx, cy] = shift([0, 0]);
  return [x + ox - cx, y + oy - cy];
}

function shift([x, y]: Point): Point {
  let [dx, dy] = [0, 0];
  for (const { size, length, towards, phase } of waves) {
    const along = x * Math.cos(towards) + y * Math.sin(towards);
    const amount = size * Math.sin((along / length) * 2 * Math.PI + phase);
    dx -= amount * Math.sin(towards);
    dy += amount * Math.cos(towards);
  }
  return [dx, dy];
}

/** Plan metres to `[lon, lat]` with six decimals (about 7 cm here). */
export function place(point: Point): [number, number] {
  const [x, y] = bend(point);
  const lon = CENTRE.lon + x / (METRES_PER_DEGREE * Math.cos((CENTRE.lat * Math.PI) / 180));
  return [Number(lon.toFixed(6)), Number((CENTRE.lat + y / METRES_PER_DEGREE).toFixed(6))];
}

/** A plan line on the map, with no more vertices than its curves need. */
export function placeLine(line: Point[], tolerance = 0.5): [number, number][] {
  const dense = densify(line, 20);
  const bent = dense.map(bend);
  const kept = new Set(simplify(bent, tolerance));
  return dense.filter((_, i) => kept.has(bent[i] as Point)).map(place);
}

/** A plan ring on the map; closed, never fewer than four positions. */
export function placeRing(ring: Ring, tolerance = 0.5): [number, number][] {
  // Two halves, since a line that ends where it starts has no direction to measure against.
  const half = Math.floor(ring.length / 2);
  return [
    ...placeLine(ring.slice(0, half + 1), tolerance).slice(0, -1),
    ...placeLine(ring.slice(half), tolerance),
  ];
}
