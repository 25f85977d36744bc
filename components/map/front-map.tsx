"use client";

import { MapFrame } from "@/components/map/map-frame";
import type { MapView, TileSource } from "@/components/map/view";
import type { MapWords } from "@/components/map/words";
import { QueryProvider } from "@/components/query-provider";
import { noFilter } from "@/lib/reports/filter";

/** The live map of the front page: the page scrolls over it, pins and buttons work. Goes into a positioned box. */
export function FrontMap({ start, tiles, words }: { start: MapView; tiles: TileSource; words: MapWords }) {
  return (
    <QueryProvider>
      <MapFrame start={start} tiles={tiles} words={words} filter={noFilter} calm />
    </QueryProvider>
  );
}
