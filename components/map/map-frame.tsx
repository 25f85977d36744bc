"use client";

import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { MapLegend } from "@/components/map/legend";
import type { LiveMapProps } from "@/components/map/live-map";
import { StaticMap } from "@/components/map/static-map";

// Leaflet needs a window, and weighs more than all the rest: it comes when the page already stands.
const LiveMap = dynamic(() => import("@/components/map/live-map").then((module) => module.LiveMap), {
  ssr: false,
});

type Props = LiveMapProps & {
  legend?: boolean;
  /** What lies over the map: a cross, an address, a button. */
  children?: ReactNode;
};

/** The map with its legend; until it is there, words; without scripts a still picture. Fills the box around it, which is positioned. */
export function MapFrame({ legend = true, children, ...map }: Props) {
  const { words, start, chosen } = map;
  return (
    <>
      <p className="absolute inset-x-0 top-1/2 px-4 text-center text-ink-soft noscript:hidden">
        {words.loading}
      </p>
      <LiveMap {...map} />
      <noscript>
        <StaticMap view={start} kind={chosen?.kind} alt={words.staticMap} />
      </noscript>
      {legend && <MapLegend words={words} />}
      {children}
    </>
  );
}
