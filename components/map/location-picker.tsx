"use client";

import { useCallback, useState } from "react";
import { AddressLine } from "@/components/map/address-line";
import { MapFrame } from "@/components/map/map-frame";
import type { MapView, TileSource } from "@/components/map/view";
import type { MapWords } from "@/components/map/words";
import { QueryProvider } from "@/components/query-provider";
import type { Bounds } from "@/lib/geo/mercator";
import { noFilter } from "@/lib/reports/filter";

type Props = {
  start: MapView;
  tiles: TileSource;
  words: MapWords;
  /** Called with the spot under the cross after each movement. */
  onMove?: (view: MapView) => void;
};

/**
 * Choosing a spot: the map moves under a fixed cross, by finger, mouse, a press on the map, or the arrow keys; what is already
 * reported stands around it. Goes into a `.map-canvas` or any other positioned box.
 */
export function LocationPicker({ start, tiles, words, onMove }: Props) {
  const [view, setView] = useState(start);
  const moved = useCallback(
    (next: MapView, _bounds: Bounds) => {
      setView(next);
      onMove?.(next);
    },
    [onMove],
  );
  return (
    <QueryProvider>
      <MapFrame start={start} tiles={tiles} words={words} filter={noFilter} picking onView={moved}>
        <div className="crosshair" aria-hidden="true" />
        <div className="absolute inset-x-16 top-3 z-1 mx-auto w-fit max-w-[80%] rounded border border-line bg-surface px-3 py-2 text-ink shadow noscript:hidden">
          <AddressLine point={view} words={words} />
        </div>
      </MapFrame>
    </QueryProvider>
  );
}
