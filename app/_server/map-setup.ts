import { getMessages } from "next-intl/server";
import type { MapView, TileSource } from "@/components/map/view";
import { env } from "@/lib/env";

/** Where the browser gets its map tiles. */
export const tileSource = (): TileSource => ({
  url: env.TILE_URL,
  attribution: env.TILE_ATTRIBUTION,
  maxZoom: env.TILE_MAX_ZOOM,
});

/** The map before anybody has searched. */
export function startView(): MapView {
  const [lat = 0, lon = 0, zoom = 13] = env.MAP_START.split(",").map(Number);
  return { lat, lon, zoom };
}

/** The texts of the map and of report cards, for components that run in the browser. */
export async function mapWords() {
  const { map, around, reports, states } = await getMessages();
  return {
    map,
    filter: around.filter,
    list: around.list,
    card: { card: reports.card, states: states.label },
  };
}
