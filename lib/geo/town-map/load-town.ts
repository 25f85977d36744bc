import { toPixel } from "@/lib/geo/mercator";
import town from "@/lib/geo/town-map/town.json";

/** Edges in pixels of the zoom-0 world; `y` grows southwards. */
export type Box = { left: number; top: number; right: number; bottom: number };
/** Flat `x, y, x, y, …` in pixels of the zoom-0 world (256 wide). */
export type Line = Float64Array;
export type Shape = { layer: string; kind: string; name: string; lines: Line[]; box: Box };

const TOLERANCE_PIXELS = 0.4;
const versions = new Map<number, Shape[]>();

/**
 * The demo town, one shape per polygon or line. It is decoded once per process, when the first tile is asked for.
 * The data is imported, not read from a path, because a bundled server has no folder to read from.
 */
export function loadTown(): Shape[] {
  return shapesFor(99);
}

/** The town with no more vertices than can be seen at a zoom; up to zoom 15 each zoom has its own version. */
export function shapesFor(zoom: number): Shape[] {
  const level = zoom > 15 ? 99 : zoom;
  const known = versions.get(level);
  if (known) return known;
  const shapes =
    level === 99 ? decodeAll() : loadTown().map((s) => thinned(s, TOLERANCE_PIXELS / 2 ** level));
  versions.set(level, shapes);
  return shapes;
}

function decodeAll(): Shape[] {
  return town.rows.flatMap(({ layer, kind, name, shape }) =>
    shape.split("|").map((rings) => {
      const lines = rings.split(" ").map(decode);
      return { layer, kind, name, lines, box: boxOf(lines) };
    }),
  );
}

/** Reads differences of millionths of a degree, `+` or `-` before base 36 (as `prisma/demo/town/write.ts` writes them). */
function decode(text: string): Line {
  const steps = text.match(/[+-][0-9a-z]+/g) ?? [];
  const line = new Float64Array(steps.length);
  let [lon, lat] = [0, 0];
  for (let i = 0; i + 1 < steps.length; i += 2) {
    lon += Number.parseInt(steps[i] ?? "0", 36);
    lat += Number.parseInt(steps[i + 1] ?? "0", 36);
    const { x, y } = toPixel({ lon: lon / 1e6, lat: lat / 1e6 }, 0);
    line[i] = x;
    line[i + 1] = y;
  }
  return line;
}

function boxOf(lines: Line[]): Box {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const line of lines)
    for (let i = 0; i < line.length; i += 2) {
      const [x, y] = [line[i] as number, line[i + 1] as number];
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x);
      box.top = Math.min(box.top, y);
      box.bottom = Math.max(box.bottom, y);
    }
  return box;
}

function thinned(shape: Shape, tolerance: number): Shape {
  return { ...shape, lines: shape.lines.map((line) => thin(line, tolerance)) };
}

/** Drops vertices nearer than the tolerance to the one kept before; ends stay. */
function thin(line: Line, tolerance: number): Line {
  if (line.length <= 8) return line;
  const kept: number[] = [];
  for (let i = 0; i < line.length; i += 2) {
    const [x, y] = [line[i] as number, line[i + 1] as number];
    const [px, py] = [kept.at(-2), kept.at(-1)];
    const last = i + 2 >= line.length;
    if (px === undefined || py === undefined || last || Math.hypot(x - px, y - py) >= tolerance)
      kept.push(x, y);
  }
  return Float64Array.from(kept);
}
