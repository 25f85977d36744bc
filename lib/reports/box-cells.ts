import { cellRange } from "@/lib/geo/cell";
import { type Bounds, type LonLat, type Tile, tileAt, tilesIn } from "@/lib/geo/mercator";

/** `from` belongs to it, `to` no more. */
export type CellSpan = { from: bigint; to: bigint };

const mostTiles = 16;
const deepest = 20;

/**
 * The few spans of `Report.cell` that hold everything in a box (and some of what is around it: the caller compares latitude and
 * longitude as well). Neighbouring tiles along the Z-order curve are joined.
 */
export const cellsCovering = (bounds: Bounds): CellSpan[] => spansOf(tilesIn(bounds, zoomFor(bounds)));

/** The spans of the tile under a point and its eight neighbours. */
export function cellsAround(point: LonLat, zoom: number): CellSpan[] {
  const middle = tileAt(point, zoom);
  const steps = [-1, 0, 1];
  const side = 2 ** zoom;
  const tiles = steps
    .flatMap((dy) => steps.map((dx) => ({ z: zoom, x: (middle.x + dx + side) % side, y: middle.y + dy })))
    .filter(({ y }) => y >= 0 && y < side);
  return spansOf(tiles);
}

function spansOf(tiles: readonly Tile[]): CellSpan[] {
  const spans = tiles
    .map(({ z, x, y }) => cellRange(z, x, y))
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const joined: CellSpan[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last?.to === span.from) last.to = span.to;
    else joined.push({ ...span });
  }
  return joined;
}

/** The deepest zoom at which the box lies on no more than a handful of tiles. */
function zoomFor(bounds: Bounds): number {
  for (let zoom = deepest; zoom > 0; zoom--) {
    const first = tileAt({ lon: bounds.west, lat: bounds.north }, zoom);
    const last = tileAt({ lon: bounds.east, lat: bounds.south }, zoom);
    if ((last.x - first.x + 1) * (last.y - first.y + 1) <= mostTiles) return zoom;
  }
  return 0;
}
