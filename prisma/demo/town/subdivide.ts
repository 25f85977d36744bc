import { type Geom, intersection } from "polyclip-ts";
import { area, between, distance, type Point, type Polygon, pairs } from "@/prisma/demo/town/plane";

export type Subdivision = { blocks: Polygon[]; streets: Point[][] };

/** Wanted size of a block in square metres: tight in the old town, wider in the estates. */
function wantedArea(middle: Point): number {
  const out = Math.hypot(middle[0], middle[1]);
  if (out < 330) return 5000;
  return 15_000 + 24_000 * Math.min(1, Math.max(0, (out - 450) / 1000));
}

/**
 * Cuts a piece of town into blocks with straight streets, over and over, until each block has the size
 * that its distance from the centre asks for. That is how towns grow, so it gives their T-junctions.
 */
export function subdivide(polygon: Polygon, random: () => number): Subdivision {
  const outside = polygon[0] as Point[];
  const { middle, axis, long, wide } = frame(outside);
  const wanted = wantedArea(middle);
  if (area(polygon) < wanted * 1.5 || long < 90) return { blocks: [polygon], streets: [] };

  const lengthwise = long / wide < 2.3 && wide > 1.5 * Math.sqrt(wanted / 2.2) && random() < 0.75;
  for (const attempt of [0, 1, 2]) {
    const turn = axis + (lengthwise === attempt < 2 ? 0 : Math.PI / 2) + (random() - 0.5) * 0.16;
    const offset = (random() - 0.5) * 0.22 * (lengthwise === attempt < 2 ? wide : long);
    const through: Point = [middle[0] - Math.sin(turn) * offset, middle[1] + Math.cos(turn) * offset];
    const parts = [1, -1].flatMap((side) => half(polygon, through, turn, side));
    if (parts.length < 2 || parts.some((part) => area(part) < wanted * 0.3)) continue;
    const children = parts.map((part) => subdivide(part, random));
    return {
      blocks: children.flatMap((c) => c.blocks),
      streets: [...chords(polygon, through, turn), ...children.flatMap((c) => c.streets)],
    };
  }
  return { blocks: [polygon], streets: [] };
}

/** The smallest turned box around a ring: its middle, the angle of its long side, both lengths. */
function frame(ring: Point[]): { middle: Point; axis: number; long: number; wide: number } {
  let best = { size: Number.POSITIVE_INFINITY, middle: [0, 0] as Point, axis: 0, long: 0, wide: 0 };
  for (let step = 0; step < 36; step++) {
    const turn = (step / 36) * (Math.PI / 2);
    const [c, s] = [Math.cos(turn), Math.sin(turn)];
    const us = ring.map(([x, y]) => x * c + y * s);
    const vs = ring.map(([x, y]) => y * c - x * s);
    const [u0, u1, v0, v1] = [Math.min(...us), Math.max(...us), Math.min(...vs), Math.max(...vs)];
    const size = (u1 - u0) * (v1 - v0);
    if (size >= best.size) continue;
    const [u, v] = [(u0 + u1) / 2, (v0 + v1) / 2];
    const upright = v1 - v0 > u1 - u0;
    best = {
      size,
      middle: [u * c - v * s, u * s + v * c],
      axis: upright ? turn + Math.PI / 2 : turn,
      long: Math.max(u1 - u0, v1 - v0),
      wide: Math.min(u1 - u0, v1 - v0),
    };
  }
  return best;
}

function half(polygon: Polygon, [x, y]: Point, turn: number, side: number): Polygon[] {
  const reach = 9000;
  const [c, s] = [Math.cos(turn) * reach, Math.sin(turn) * reach];
  const a: Point = [x - c, y - s];
  const b: Point = [x + c, y + s];
  const ring: Point[] = [a, b, [b[0] - s * side, b[1] + c * side], [a[0] - s * side, a[1] + c * side], a];
  return intersection(polygon as Geom, [ring] as Geom) as Polygon[];
}

/** The parts of a line that run inside the polygon. */
function chords(polygon: Polygon, [x, y]: Point, turn: number): Point[][] {
  const [c, s] = [Math.cos(turn), Math.sin(turn)];
  const crossings: number[] = [];
  for (const ring of polygon)
    for (const [a, b] of pairs(ring)) {
      const da = (a[1] - y) * c - (a[0] - x) * s;
      const db = (b[1] - y) * c - (b[0] - x) * s;
      if (da > 0 === db > 0) continue;
      const hit = between(a, b, da / (da - db));
      crossings.push((hit[0] - x) * c + (hit[1] - y) * s);
    }
  crossings.sort((a, b) => a - b);
  const out: Point[][] = [];
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const [from, to] = [crossings[i] as number, crossings[i + 1] as number];
    const line: Point[] = [
      [x + c * from, y + s * from],
      [x + c * to, y + s * to],
    ];
    if (distance(line[0] as Point, line[1] as Point) > 28) out.push(line);
  }
  return out;
}
