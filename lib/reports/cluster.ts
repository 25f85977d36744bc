import { type Tile, toLonLat } from "@/lib/geo/mercator";
import type { StateKind } from "@/lib/reports/states";

/** The reports of one kind in one small square of a tile; `place` is the square's place on the Z-order curve. */
export type Speck = { place: bigint; kind: StateKind; count: number; id: number };
export type KindCounts = Partial<Record<StateKind, number>>;
export type Cluster = { lat: number; lon: number; counts: KindCounts };
export type Clustering = { clusters: Cluster[]; singles: number[] };

/** A tile on screen is this wide; a pin query asks for tiles of one zoom less than the map's. */
export const PIN_TILE = 512;
/** Clusters nearer than this many pixels are one: their rings (44 px) and pins must not lie on each other. */
const nearest = 52;
/** Small squares of a tile along one side, as a power of two: 32, of 16 pixels each. */
export const SPECK_BITS = 5;
const speckSize = PIN_TILE / 2 ** SPECK_BITS;

type Heap = { x: number; y: number; total: number; counts: KindCounts; id: number };

/**
 * Groups what lies in a tile: first by an 8 × 8 grid, each heap at the mean of what is in it, then heaps that would touch. A heap
 * of one is no cluster but a single report, named by its id.
 */
export function cluster(tile: Tile, specks: readonly Speck[]): Clustering {
  const heaps = joinTouching([...gridOf(specks).values()]);
  return {
    singles: heaps.filter(({ total }) => total === 1).map(({ id }) => id),
    clusters: heaps
      .filter(({ total }) => total > 1)
      .map((heap) => ({ ...placeOf(tile, heap), counts: heap.counts })),
  };
}

function gridOf(specks: readonly Speck[]): Map<bigint, Heap> {
  const grid = new Map<bigint, Heap>();
  for (const { place, kind, count, id } of specks) {
    // Two bits a level: the curve itself says which square of the coarser grid this is.
    const square = place >> 4n;
    const at = {
      x: (everySecondBit(place) + 0.5) * speckSize,
      y: (everySecondBit(place >> 1n) + 0.5) * speckSize,
    };
    const heap: Heap = { ...at, total: count, counts: { [kind]: count }, id };
    const known = grid.get(square);
    grid.set(square, known ? joined(known, heap) : heap);
  }
  return grid;
}

/** Largest first, so that small heaps are drawn into large ones and not the other way round. */
function joinTouching(heaps: Heap[]): Heap[] {
  const kept: Heap[] = [];
  for (const heap of heaps.sort((a, b) => b.total - a.total || a.y - b.y || a.x - b.x)) {
    const near = kept.findIndex(({ x, y }) => Math.hypot(x - heap.x, y - heap.y) < nearest);
    const other = kept[near];
    if (other) kept[near] = joined(other, heap);
    else kept.push(heap);
  }
  return kept;
}

function joined(a: Heap, b: Heap): Heap {
  const total = a.total + b.total;
  const counts = { ...a.counts };
  for (const [kind, count] of Object.entries(b.counts) as [StateKind, number][])
    counts[kind] = (counts[kind] ?? 0) + count;
  return {
    x: (a.x * a.total + b.x * b.total) / total,
    y: (a.y * a.total + b.y * b.total) / total,
    total,
    counts,
    id: a.id,
  };
}

/** Pixels of the tile to degrees, to a decimetre. */
function placeOf({ z, x, y }: Tile, heap: { x: number; y: number }): { lat: number; lon: number } {
  // The pixels of a 512-px tile at one zoom are those of a 256-px tile at the next.
  const { lat, lon } = toLonLat({ x: x * PIN_TILE + heap.x, y: y * PIN_TILE + heap.y }, z + 1);
  return { lat: round(lat), lon: round(lon) };
}

const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

/** The column (or, shifted by one, the row) of a small square within its tile. */
function everySecondBit(place: bigint): number {
  let column = 0;
  for (let bit = 0; bit < SPECK_BITS; bit++) column |= Number((place >> BigInt(2 * bit)) & 1n) << bit;
  return column;
}
