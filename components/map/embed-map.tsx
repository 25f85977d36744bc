"use client";

import { MapFrame } from "@/components/map/map-frame";
import type { MapView, TileSource } from "@/components/map/view";
import type { MapWords } from "@/components/map/words";
import { QueryProvider } from "@/components/query-provider";
import type { ReportFilter } from "@/lib/reports/filter";

type Props = {
  start: MapView;
  tiles: TileSource;
  words: MapWords;
  filter: ReportFilter;
  bodyId: number | null;
};

/** The live map on somebody else's page: that page scrolls over it, and reports open in a new tab. Goes into a positioned box. */
export function EmbedMap(props: Props) {
  return (
    <QueryProvider>
      <MapFrame {...props} calm apart />
    </QueryProvider>
  );
}
