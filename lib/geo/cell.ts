import { tileAt } from "@/lib/geo/mercator";
import type { Point } from "@/lib/geo/point";

/** Zoom at which a tile is a cell, 0.6 m wide at the equator: finer than any pin. */
const CELL_ZOOM = 26;

/**
 * The point's place on a Z-order curve over the web-mercator tiles of zoom 26. Every tile of a lower zoom is one
 * unbroken range of it (see `cellRange`), so an ordinary B-tree answers "what lies in this tile".
 */
export function cellOf(point: Point): bigint {
  const { x, y } = tileAt(point, CELL_ZOOM);
  return interleave(x, y);
}

/**
 * The cells of a tile: `from` belongs to it, `to` no more (`cell >= from and cell < to`).
 * @throws RangeError when there is no such tile
 */
export function cellRange(z: number, x: number, y: number): { from: bigint; to: bigint } {
  const side = 2 ** z;
  const isIndex = (n: number, limit: number) => Number.isInteger(n) && n >= 0 && n < limit;
  if (!isIndex(z, CELL_ZOOM + 1) || !isIndex(x, side) || !isIndex(y, side))
    throw new RangeError(`There is no tile ${z}/${x}/${y}`);
  const place = interleave(x, y);
  const below = BigInt(2 * (CELL_ZOOM - z));
  return { from: place << below, to: (place + 1n) << below };
}

/** …y1x1y0x0: the bits of both numbers in turn. */
const interleave = (x: number, y: number): bigint => (spread(BigInt(y)) << 1n) | spread(BigInt(x));

/** Puts a zero before each of 32 bits, halving the strides: 16, 8, 4, 2, 1. */
function spread(bits: bigint): bigint {
  let n = bits;
  n = (n | (n << 16n)) & 0x0000ffff0000ffffn;
  n = (n | (n << 8n)) & 0x00ff00ff00ff00ffn;
  n = (n | (n << 4n)) & 0x0f0f0f0f0f0f0f0fn;
  n = (n | (n << 2n)) & 0x3333333333333333n;
  n = (n | (n << 1n)) & 0x5555555555555555n;
  return n;
}
