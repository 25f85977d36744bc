import type { MapView } from "@/components/map/view";
import { type Bounds, toPixel } from "@/lib/geo/mercator";

/** A map of this size, in pixels, that shows the whole box. */
export function viewOfBox(bounds: Bounds, size: { width: number; height: number }): MapView {
  const [a, b] = [
    toPixel({ lat: bounds.north, lon: bounds.west }, 0),
    toPixel({ lat: bounds.south, lon: bounds.east }, 0),
  ];
  const zoom = Math.floor(Math.log2(Math.min(size.width / (b.x - a.x), size.height / (b.y - a.y))));
  return {
    lat: (bounds.south + bounds.north) / 2,
    lon: (bounds.west + bounds.east) / 2,
    zoom: Math.min(15, Math.max(5, zoom)),
  };
}
