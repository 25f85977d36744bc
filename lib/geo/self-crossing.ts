import type { AreaGeometry } from "@/lib/geo/area-geometry";

type Position = readonly [lon: number, lat: number];
type Edge = { from: Position; to: Position; west: number; east: number };

/**
 * Where an outline crosses itself: a position on one of the crossings, null when there is none. Rings of one polygon may touch,
 * as may neighbouring edges; separate parts of a MultiPolygon are not compared. A sweep from west to east, so that outlines of
 * many thousand positions take milliseconds.
 * Source: OGC Simple Features 6.1.11: the rings of a polygon do not cross.
 */
export function selfCrossing(geometry: AreaGeometry): { lon: number; lat: number } | null {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  for (const rings of polygons) {
    const crossing = crossingOf(rings.flatMap(edgesOf));
    if (crossing) return crossing;
  }
  return null;
}

const edgesOf = (ring: readonly Position[]): Edge[] =>
  ring.slice(1).map((to, index) => {
    const from = ring[index] ?? to;
    return { from, to, west: Math.min(from[0], to[0]), east: Math.max(from[0], to[0]) };
  });

function crossingOf(edges: Edge[]): { lon: number; lat: number } | null {
  edges.sort((a, b) => a.west - b.west);
  let open: Edge[] = [];
  for (const edge of edges) {
    open = open.filter(({ east }) => east >= edge.west);
    for (const other of open) if (cross(edge, other)) return meetingOf(edge, other);
    open.push(edge);
  }
  return null;
}

/** On which side of the line a → b a position lies: above 0 left, below 0 right, 0 on it. */
const side = ([ax, ay]: Position, [bx, by]: Position, [x, y]: Position): number =>
  (bx - ax) * (y - ay) - (by - ay) * (x - ax);

/** Whether each edge has the other's ends on both of its sides; ends that touch are no crossing. */
const cross = (a: Edge, b: Edge): boolean =>
  side(a.from, a.to, b.from) * side(a.from, a.to, b.to) < 0 &&
  side(b.from, b.to, a.from) * side(b.from, b.to, a.to) < 0;

function meetingOf(a: Edge, b: Edge): { lon: number; lat: number } {
  const start = side(b.from, b.to, a.from);
  const share = start / (start - side(b.from, b.to, a.to));
  return {
    lon: a.from[0] + share * (a.to[0] - a.from[0]),
    lat: a.from[1] + share * (a.to[1] - a.from[1]),
  };
}
