import type { Parcel } from "@/lib/delivery/parcel";
import { env } from "@/lib/env";
import { staticMap } from "@/lib/geo/static-map";
import { fetchTile } from "@/lib/geo/tiles";

/** A picture of the place with its pin as PNG, or null where none can be had. */
export type PlacePicture = (point: Parcel["point"]) => Promise<Uint8Array | null>;

/**
 * A still map for a mail, from the installation's own tiles. OpenStreetMap's public tile server is left in peace: it serves
 * people who look at a map, not machines that send pictures of it.
 */
export const placePicture: PlacePicture = async (point) => {
  if (env.TILE_URL.includes("tile.openstreetmap.org")) return null;
  let tiles = 0;
  const picture = await staticMap({
    point,
    zoom: Math.min(17, env.TILE_MAX_ZOOM),
    width: 540,
    height: 300,
    pin: "open",
    attribution: env.TILE_ATTRIBUTION,
    tile: async (z, x, y) => {
      const tile = await fetchTile(z, x, y);
      if (tile) tiles++;
      return tile;
    },
  });
  // A pin on empty paper shows nobody where it is.
  return tiles > 0 ? picture : null;
};
