import type { Box, Line } from "@/lib/geo/town-map/load-town";

/**
 * Clips to a box, so that a deep zoom does not hand the rasteriser coordinates of millions of pixels.
 * Lines and rings are flat `x, y, …`; a clipped ring runs along the box's edge, which must lie outside the picture.
 */
export function clipRing(ring: Line | number[], box: Box): number[] {
  let points: ArrayLike<number> = ring;
  for (const [axis, edge, keepAbove] of [
    [0, box.left, true],
    [0, box.right, false],
    [1, box.top, true],
    [1, box.bottom, false],
  ] as const) {
    const out: number[] = [];
    const count = points.length;
    for (let i = 0; i < count; i += 2) {
      const before = (i - 2 + count) % count;
      const [ax, ay] = [points[before] as number, points[before + 1] as number];
      const [bx, by] = [points[i] as number, points[i + 1] as number];
      const [a, b] = axis === 0 ? [ax, bx] : [ay, by];
      const [aIn, bIn] = keepAbove ? [a >= edge, b >= edge] : [a <= edge, b <= edge];
      if (aIn !== bIn) {
        const t = (edge - a) / (b - a);
        out.push(ax + (bx - ax) * t, ay + (by - ay) * t);
      }
      if (bIn) out.push(bx, by);
    }
    points = out;
  }
  return points as number[];
}

/** The parts of a line that run through the box; whole segments are kept, since each is short. */
export function clipLine(line: Line, box: Box): number[][] {
  const parts: number[][] = [];
  let part: number[] = [];
  for (let i = 0; i + 3 < line.length; i += 2) {
    const [ax, ay, bx, by] = [line[i], line[i + 1], line[i + 2], line[i + 3]] as [
      number,
      number,
      number,
      number,
    ];
    const away =
      Math.max(ax, bx) < box.left ||
      Math.min(ax, bx) > box.right ||
      Math.max(ay, by) < box.top ||
      Math.min(ay, by) > box.bottom;
    if (away) {
      if (part.length) parts.push(part);
      part = [];
      continue;
    }
    if (!part.length) part.push(ax, ay);
    part.push(bx, by);
  }
  if (part.length) parts.push(part);
  return parts;
}

export function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
}
