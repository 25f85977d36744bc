/** Metres east and north of the town's centre. */
export type Point = [x: number, y: number];
export type Ring = Point[];
/** First ring is the outside, the rest are holes; rings repeat their first point at the end. */
export type Polygon = Ring[];

/** Small seeded generator (mulberry32), so that the town is the same each time it is drawn. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const distance = (a: Point, b: Point) => Math.hypot(a[0] - b[0], a[1] - b[1]);
export const between = (a: Point, b: Point, t: number): Point => [
  a[0] + (b[0] - a[0]) * t,
  a[1] + (b[1] - a[1]) * t,
];
export const length = (line: Point[]) => pairs(line).reduce((sum, [a, b]) => sum + distance(a, b), 0);

export function pairs(line: Point[]): [Point, Point][] {
  return line.slice(1).map((b, i) => [line[i] as Point, b]);
}

/** Signed: positive when the ring runs counter-clockwise. */
export function ringArea(ring: Ring): number {
  return pairs(ring).reduce((sum, [a, b]) => sum + a[0] * b[1] - b[0] * a[1], 0) / 2;
}

export function area(polygon: Polygon): number {
  return polygon.reduce((sum, ring, i) => sum + (i ? -1 : 1) * Math.abs(ringArea(ring)), 0);
}

/** A smooth curve through the points (Catmull-Rom), about one vertex each `step` metres. */
export function smooth(points: Point[], closed = false, step = 20): Point[] {
  const count = points.length;
  const at = (i: number): Point =>
    points[closed ? (i + count) % count : Math.max(0, Math.min(count - 1, i))] as Point;
  const out: Point[] = [];
  for (let i = 0; i < (closed ? count : count - 1); i++) {
    const [p0, p1, p2, p3] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    const parts = Math.max(2, Math.round(distance(p1, p2) / step));
    for (let k = 0; k < parts; k++) {
      const t = k / parts;
      const blend = (axis: 0 | 1) =>
        0.5 *
        (2 * p1[axis] +
          (p2[axis] - p0[axis]) * t +
          (2 * p0[axis] - 5 * p1[axis] + 4 * p2[axis] - p3[axis]) * t * t +
          (3 * p1[axis] - p0[axis] - 3 * p2[axis] + p3[axis]) * t ** 3);
      out.push([blend(0), blend(1)]);
    }
  }
  out.push(at(closed ? 0 : count - 1));
  return out;
}

export function densify(line: Point[], step = 20): Point[] {
  const out: Point[] = line.slice(0, 1);
  for (const [a, b] of pairs(line)) {
    const parts = Math.max(1, Math.ceil(distance(a, b) / step));
    for (let k = 1; k <= parts; k++) out.push(between(a, b, k / parts));
  }
  return out;
}

/** The strip beside a line: half its width each side, the half width given at each vertex. */
export function strip(line: Point[], halfWidth: (index: number) => number): Ring {
  const left: Point[] = [];
  const right: Point[] = [];
  line.forEach((p, i) => {
    const a = line[Math.max(0, i - 1)] as Point;
    const b = line[Math.min(line.length - 1, i + 1)] as Point;
    const long = distance(a, b) || 1;
    const [nx, ny] = [-(b[1] - a[1]) / long, (b[0] - a[0]) / long];
    const w = halfWidth(i);
    left.push([p[0] + nx * w, p[1] + ny * w]);
    right.unshift([p[0] - nx * w, p[1] - ny * w]);
  });
  const ring = [...left, ...right];
  return [...ring, ring[0] as Point];
}

export function segmentDistance(p: Point, a: Point, b: Point): number {
  const square = (b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2;
  const t = square ? ((p[0] - a[0]) * (b[0] - a[0]) + (p[1] - a[1]) * (b[1] - a[1])) / square : 0;
  return distance(p, between(a, b, Math.max(0, Math.min(1, t))));
}

export const lineDistance = (p: Point, line: Point[]) =>
  Math.min(...pairs(line).map(([a, b]) => segmentDistance(p, a, b)));

/** Leaves out vertices that lie within `tolerance` metres of the line without them (Douglas-Peucker). */
export function simplify(line: Point[], tolerance: number): Point[] {
  if (line.length < 3) return line;
  const [first, last] = [line[0] as Point, line.at(-1) as Point];
  let worst = 0;
  let index = 0;
  line.forEach((p, i) => {
    const off = segmentDistance(p, first, last);
    if (off > worst) [worst, index] = [off, i];
  });
  if (worst <= tolerance) return [first, last];
  return [
    ...simplify(line.slice(0, index + 1), tolerance).slice(0, -1),
    ...simplify(line.slice(index), tolerance),
  ];
}

export function contains(polygon: Polygon, [x, y]: Point): boolean {
  let inside = false;
  for (const ring of polygon)
    for (const [a, b] of pairs(ring))
      if (a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
  return inside;
}

/** A rounded, irregular patch: what a wood or a park looks like from above. */
export function blob([x, y]: Point, rx: number, ry: number, seed: number, wild = 0.13): Ring {
  const random = seeded(seed);
  const phases = [2, 3, 5].map((k) => ({
    k,
    phase: random() * 6.3,
    size: (wild * (0.5 + random())) / k ** 0.5,
  }));
  const ring: Point[] = [];
  const steps = Math.max(24, Math.round((rx + ry) / 14));
  for (let i = 0; i < steps; i++) {
    const angle = (i / steps) * 2 * Math.PI;
    const r = 1 + phases.reduce((sum, w) => sum + w.size * Math.sin(w.k * angle + w.phase), 0);
    ring.push([x + rx * r * Math.cos(angle), y + ry * r * Math.sin(angle)]);
  }
  return [...ring, ring[0] as Point];
}

/** A rectangle turned by `turn` radians. */
export function box([x, y]: Point, width: number, height: number, turn = 0): Ring {
  const [c, s] = [Math.cos(turn), Math.sin(turn)];
  const corner = (dx: number, dy: number): Point => [x + dx * c - dy * s, y + dx * s + dy * c];
  const [w, h] = [width / 2, height / 2];
  return [corner(-w, -h), corner(w, -h), corner(w, h), corner(-w, h), corner(-w, -h)];
}
