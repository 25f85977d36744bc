"use client";

import "leaflet/dist/leaflet.css";
import "@/components/map/map.css";
import { GeoJSON as GeoJsonLayer, type Map as LeafletMap } from "leaflet";
import { type ReactNode, useEffect, useMemo, useRef } from "react";
import { CircleMarker, GeoJSON, MapContainer, TileLayer, Tooltip, useMap } from "react-leaflet";
import type { MapView, TileSource } from "@/components/map/view";
import type { MapWords } from "@/components/map/words";
import { ZoomControls } from "@/components/map/zoom-controls";
import type { AreaGeometry } from "@/lib/geo/area-geometry";

export type ShownOutline = { key: string; name: string; geometry: AreaGeometry };

export type AreaMapProps = {
  /** Where the map stands while there is nothing to show. */
  start: MapView;
  tiles: TileSource;
  /** What the map is of, for screen readers. */
  label: string;
  shown: readonly ShownOutline[];
  /** Where an outline crosses itself, with the words for it. */
  crossing?: { lat: number; lon: number; words: string } | null;
  /** What the map moves to when its keys change; absent = what is shown. */
  fitTo?: readonly ShownOutline[];
  words: Pick<MapWords, "zoomIn" | "zoomOut">;
  /** Further layers. None that waits for its code: React would take the map down meanwhile. */
  children?: ReactNode;
};

const look = { color: "#063d3b", weight: 2.5, fillColor: "#0a5552", fillOpacity: 0.16 } as const;

/** Outlines on the map. Nothing but `AreaMapFrame` may import this file: Leaflet needs a window. */
export function AreaMap({ start, tiles, label, shown, crossing, fitTo, words, children }: AreaMapProps) {
  const still = useMemo(() => window.matchMedia("(prefers-reduced-motion: reduce)").matches, []);
  return (
    <MapContainer
      className="live-map"
      center={[start.lat, start.lon]}
      zoom={Math.min(start.zoom, tiles.maxZoom)}
      minZoom={2}
      maxZoom={tiles.maxZoom}
      zoomControl={false}
      zoomAnimation={!still}
      fadeAnimation={!still}
      inertia={!still}
      // Part of a longer page: the wheel scrolls the page.
      scrollWheelZoom={false}
    >
      <TileLayer url={tiles.url} attribution={tiles.attribution} maxZoom={tiles.maxZoom} />
      <Named label={label} />
      {shown.map(({ key, name, geometry }) => (
        // Leaflet keeps the data a layer was made with: another outline is another layer.
        <GeoJSON key={`${key} ${weightOf(geometry)}`} data={geometry} style={look} interactive={name !== ""}>
          {name && <Tooltip sticky>{name}</Tooltip>}
        </GeoJSON>
      ))}
      {children}
      {crossing && (
        <CircleMarker
          center={[crossing.lat, crossing.lon]}
          radius={12}
          pathOptions={{ color: "#98191d", weight: 4, fillOpacity: 0.1 }}
        >
          <Tooltip permanent direction="top" offset={[0, -12]}>
            {crossing.words}
          </Tooltip>
        </CircleMarker>
      )}
      <Fitted shown={fitTo ?? shown} />
      <ZoomControls words={words} />
    </MapContainer>
  );
}

/** Tells one outline of a row from its next version without comparing every position. */
function weightOf(geometry: AreaGeometry): string {
  const numbers = geometry.coordinates.flat(3) as number[];
  return `${numbers.length} ${numbers.reduce((sum, value, index) => sum + value * ((index % 97) + 1), 0)}`;
}

function Named({ label }: { label: string }) {
  const map = useMap();
  useEffect(() => {
    const container = map.getContainer();
    container.setAttribute("role", "region");
    container.setAttribute("aria-label", label);
    map.attributionControl.setPrefix(false);
  }, [map, label]);
  return null;
}

/** Moves the map to what it shows, whenever that is something else. */
function Fitted({ shown }: { shown: readonly ShownOutline[] }) {
  const map = useMap();
  const keys = shown.map(({ key }) => key).join(" ");
  const current = useRef(shown);
  current.current = shown;
  useEffect(() => {
    if (keys !== "") showAll(map, current.current);
  }, [map, keys]);
  return null;
}

function showAll(map: LeafletMap, shown: readonly ShownOutline[]): void {
  const [first, ...rest] = shown.map(({ geometry }) => new GeoJsonLayer(geometry).getBounds());
  if (!first) return;
  for (const bounds of rest) first.extend(bounds);
  if (first.isValid()) map.fitBounds(first, { padding: [24, 24], animate: false });
}
