/** Edges in degrees, WGS 84. */
export type Bounds = { west: number; south: number; east: number; north: number };
/** A tile of the usual XYZ scheme: `y` grows southwards from the north edge of the world. */
export type Tile = { z: number; x: number; y: number };
export type LonLat = { lon: number; lat: number };
export type Pixel = { x: number; y: number };

export const TILE_SIZE = 256;
/** The latitude where the square world of web mercator ends (EPSG:3857). */
export const MAX_LATITUDE = 85.0511287798066;

const EARTH_CIRCUMFERENCE = 40_075_016.686;

/** Width of the whole world in pixels at a zoom; zoom may be a fraction. */
export function worldSize(zoom: number): number {
  return TILE_SIZE * 2 ** zoom;
}

/** Degrees to pixels from the north-west corner of the world; latitudes beyond the square are clamped. */
export function toPixel({ lon, lat }: LonLat, zoom: number): Pixel {
  const clamped = Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, lat));
  const sine = Math.sin((clamped * Math.PI) / 180);
  const size = worldSize(zoom);
  return {
    x: (lon / 360 + 0.5) * size,
    y: (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * size,
  };
}

/** Pixels from the north-west corner of the world to degrees; the inverse of `toPixel`. */
export function toLonLat({ x, y }: Pixel, zoom: number): LonLat {
  const size = worldSize(zoom);
  const lat = (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / size))) * 180) / Math.PI;
  return { lon: (x / size - 0.5) * 360, lat };
}

/** The tile under a point; points on the far edges of the world belong to the last tile. */
export function tileAt(point: LonLat, z: number): Tile {
  const { x, y } = toPixel(point, z);
  const last = 2 ** z - 1;
  const index = (pixels: number) => Math.max(0, Math.min(last, Math.floor(pixels / TILE_SIZE)));
  return { z, x: index(x), y: index(y) };
}

export function tileBounds({ z, x, y }: Tile): Bounds {
  const northWest = toLonLat({ x: x * TILE_SIZE, y: y * TILE_SIZE }, z);
  const southEast = toLonLat({ x: (x + 1) * TILE_SIZE, y: (y + 1) * TILE_SIZE }, z);
  return { west: northWest.lon, south: southEast.lat, east: southEast.lon, north: northWest.lat };
}

/** Every tile of a zoom that touches the bounds, row by row from the north-west. */
export function tilesIn(bounds: Bounds, z: number): Tile[] {
  const first = tileAt({ lon: bounds.west, lat: bounds.north }, z);
  const last = tileAt({ lon: bounds.east, lat: bounds.south }, z);
  const tiles: Tile[] = [];
  for (let y = first.y; y <= last.y; y++) for (let x = first.x; x <= last.x; x++) tiles.push({ z, x, y });
  return tiles;
}

/** Metres on the ground that one pixel covers at a latitude. */
export function metresPerPixel(lat: number, zoom: number): number {
  return (EARTH_CIRCUMFERENCE * Math.cos((lat * Math.PI) / 180)) / worldSize(zoom);
}
