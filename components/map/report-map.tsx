"use client";

import { useMemo } from "react";
import { MapFrame } from "@/components/map/map-frame";
import type { TileSource } from "@/components/map/view";
import type { MapWords } from "@/components/map/words";
import { QueryProvider } from "@/components/query-provider";
import { noFilter } from "@/lib/reports/filter";
import type { StateKind } from "@/lib/reports/states";

type Props = {
  /** The report in the middle. */
  report: { id: number; lat: number; lon: number; kind: StateKind };
  tiles: TileSource;
  words: MapWords;
  zoom?: number;
};

/** The map of one report: its pin, larger, and what is reported around it. Goes into a positioned box. */
export function ReportMap({ report, tiles, words, zoom = 16 }: Props) {
  const { id, lat, lon, kind } = report;
  const chosen = useMemo(() => ({ id, lat, lon, kind }), [id, lat, lon, kind]);
  return (
    <QueryProvider>
      <MapFrame
        start={{ lat, lon, zoom }}
        tiles={tiles}
        words={words}
        filter={noFilter}
        chosen={chosen}
        calm
        // In this small box it would hide the map; the page says the state in words.
        legend={false}
      />
    </QueryProvider>
  );
}
