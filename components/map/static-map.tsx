import type { MapView } from "@/components/map/view";
import { roundDegrees } from "@/components/map/view";
import type { StateKind } from "@/lib/reports/states";

/** A still picture of a place, for pages without scripts and for print. */
export function StaticMap({ view, kind, alt }: { view: MapView; kind: StateKind | undefined; alt: string }) {
  const params = new URLSearchParams({
    lat: String(roundDegrees(view.lat)),
    lon: String(roundDegrees(view.lon)),
    zoom: String(view.zoom),
    w: "1000",
    h: "800",
    ...(kind && { kind }),
  });
  return (
    <img src={`/api/static-map?${params}`} alt={alt} className="absolute inset-0 size-full object-cover" />
  );
}
