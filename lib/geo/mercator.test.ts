import { expect, test } from "vitest";
import {
  MAX_LATITUDE,
  metresPerPixel,
  tileAt,
  tileBounds,
  tilesIn,
  toLonLat,
  toPixel,
} from "@/lib/geo/mercator";

test.each([
  { place: "null island at zoom 0", lon: 0, lat: 0, zoom: 0, x: 128, y: 128 },
  { place: "the north-west corner", lon: -180, lat: MAX_LATITUDE, zoom: 3, x: 0, y: 0 },
  { place: "the south-east corner", lon: 180, lat: -MAX_LATITUDE, zoom: 1, x: 512, y: 512 },
  { place: "a pole, clamped to the square", lon: 0, lat: 90, zoom: 0, x: 128, y: 0 },
])("a point becomes a pixel of the world: $place", ({ lon, lat, zoom, x, y }) => {
  const pixel = toPixel({ lon, lat }, zoom);
  expect(pixel.x).toBeCloseTo(x, 6);
  expect(pixel.y).toBeCloseTo(y, 6);
});

test.each([
  [2.3, 54.6, 16],
  [-122.4194, 37.7749, 12.5],
  [151.2, -33.87, 19],
])("pixels lead back to the same point (%f, %f at %f)", (lon, lat, zoom) => {
  const back = toLonLat(toPixel({ lon, lat }, zoom), zoom);
  expect(back.lon).toBeCloseTo(lon, 9);
  expect(back.lat).toBeCloseTo(lat, 9);
});

test.each([
  // The figures of the usual slippy-map formula, worked out by hand.
  { lon: 2.3, lat: 54.6, z: 0, x: 0, y: 0 },
  { lon: 2.3, lat: 54.6, z: 1, x: 1, y: 0 },
  { lon: -0.1276, lat: 51.5072, z: 10, x: 511, y: 340 },
  { lon: 180, lat: -89, z: 4, x: 15, y: 15 },
])("the tile at $lon,$lat of zoom $z is $x/$y", ({ lon, lat, z, x, y }) => {
  expect(tileAt({ lon, lat }, z)).toEqual({ z, x, y });
});

test("a tile's bounds hold the point that asked for it, and neighbours share an edge", () => {
  const tile = tileAt({ lon: 2.3, lat: 54.6 }, 15);
  const bounds = tileBounds(tile);
  expect(bounds.west).toBeLessThanOrEqual(2.3);
  expect(bounds.east).toBeGreaterThan(2.3);
  expect(bounds.south).toBeLessThanOrEqual(54.6);
  expect(bounds.north).toBeGreaterThan(54.6);
  expect(tileBounds({ ...tile, x: tile.x + 1 }).west).toBe(bounds.east);
  expect(tileBounds({ ...tile, y: tile.y + 1 }).north).toBe(bounds.south);
});

test("the tiles of a box come row by row and cover it", () => {
  const a = tileAt({ lon: 2.29, lat: 54.61 }, 15);
  const b = tileAt({ lon: 2.31, lat: 54.59 }, 15);
  const tiles = tilesIn({ west: 2.29, north: 54.61, east: 2.31, south: 54.59 }, 15);
  expect(tiles[0]).toEqual(a);
  expect(tiles.at(-1)).toEqual(b);
  expect(tiles).toHaveLength((b.x - a.x + 1) * (b.y - a.y + 1));
});

test.each([
  [0, 0, 156_543.03],
  [0, 16, 2.388657],
  [60, 16, 1.194329],
])("at latitude %f, zoom %f a pixel covers %f metres", (lat, zoom, metres) => {
  expect(metresPerPixel(lat, zoom) / metres).toBeCloseTo(1, 5);
});
