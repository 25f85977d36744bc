"use client";

import "leaflet/dist/leaflet.css";
import "@/components/map/map.css";
import type { Map as LeafletMap } from "leaflet";
import { useEffect, useMemo, useState } from "react";
import { MapContainer, Marker, TileLayer, useMap, useMapEvents } from "react-leaflet";
import { type Lit, useLit } from "@/components/map/highlight";
import { litIcon } from "@/components/map/pin-icons";
import { PinLayer } from "@/components/map/pin-layer";
import type { MapView, TileSource } from "@/components/map/view";
import type { MapWords } from "@/components/map/words";
import { ZoomControls } from "@/components/map/zoom-controls";
import type { Bounds } from "@/lib/geo/mercator";
import type { ReportFilter } from "@/lib/reports/filter";

export type LiveMapProps = {
  start: MapView;
  tiles: TileSource;
  words: MapWords;
  filter: ReportFilter;
  /** Only reports to this body. */
  bodyId?: number | null;
  /** A press on the map brings that spot to the centre, where the cross is. */
  picking?: boolean;
  /** Part of a longer page: the wheel and one finger scroll the page, not the map. */
  calm?: boolean;
  /** It stands on somebody else's page: reports open in a new tab. */
  apart?: boolean;
  /** A report that is always shown, larger than the others. */
  chosen?: Lit;
  /** Called after each movement, and once at the start. */
  onView?: (view: MapView, bounds: Bounds) => void;
  /** Called with the map once it is there, for those who move it from outside. */
  onReady?: (move: (view: MapView) => void) => void;
};

/** Leaflet's part of the map. Nothing but `MapFrame` may import this file: it is loaded after the first paint. */
export function LiveMap({ start, tiles, words, calm = false, picking = false, ...props }: LiveMapProps) {
  const still = useMemo(() => window.matchMedia("(prefers-reduced-motion: reduce)").matches, []);
  const touch = useMemo(() => window.matchMedia("(pointer: coarse)").matches, []);
  const [failed, setFailed] = useState(false);
  return (
    <>
      <MapContainer
        className="live-map"
        center={[start.lat, start.lon]}
        zoom={Math.min(start.zoom, tiles.maxZoom)}
        minZoom={3}
        maxZoom={tiles.maxZoom}
        zoomControl={false}
        zoomAnimation={!still}
        fadeAnimation={!still}
        markerZoomAnimation={!still}
        inertia={!still}
        scrollWheelZoom={!calm}
        dragging={!(calm && touch)}
        touchZoom={picking ? "center" : true}
        doubleClickZoom={picking ? "center" : true}
        worldCopyJump
      >
        <TileLayer url={tiles.url} attribution={tiles.attribution} maxZoom={tiles.maxZoom} />
        <PinLayer
          filter={props.filter}
          bodyId={props.bodyId ?? null}
          words={words}
          without={props.chosen?.id}
          apart={props.apart ?? false}
          onFailed={setFailed}
        />
        <LitPin chosen={props.chosen} />
        <ZoomControls words={words} />
        <Behaviour {...props} picking={picking} words={words} />
      </MapContainer>
      {failed && (
        <p
          role="status"
          className="absolute inset-x-3 top-3 z-1 mx-auto w-fit rounded border border-danger bg-surface px-3 py-2 text-small shadow"
        >
          {words.failed}
        </p>
      )}
    </>
  );
}

/** What the map tells and is told. */
function Behaviour({
  words,
  picking,
  onView,
  onReady,
}: Pick<LiveMapProps, "words" | "picking" | "onView" | "onReady">) {
  const map = useMap();
  useEffect(() => {
    const container = map.getContainer();
    container.setAttribute("role", "region");
    container.setAttribute("aria-label", words.region);
    container.setAttribute("aria-description", words.regionHint);
    map.attributionControl.setPrefix(false);
    onReady?.(({ lat, lon, zoom }) => map.setView([lat, lon], zoom));
    tell(map, onView);
    // Once: a map is made for one place on the page.
  }, [map, words, onReady, onView]);
  useMapEvents({
    moveend: () => tell(map, onView),
    click: ({ latlng }) => picking && map.panTo(latlng),
  });
  return null;
}

function tell(map: LeafletMap, onView: LiveMapProps["onView"]): void {
  if (!onView) return;
  const box = map.getBounds();
  const { lat, lng } = map.getCenter();
  onView(
    { lat, lon: lng, zoom: map.getZoom() },
    { west: box.getWest(), south: box.getSouth(), east: box.getEast(), north: box.getNorth() },
  );
}

/** The report that is pointed at, or else the chosen one: shown also where its own pin is inside a cluster. */
function LitPin({ chosen }: { chosen: Lit | undefined }) {
  const lit = useLit() ?? chosen;
  if (!lit) return null;
  return (
    <Marker
      key={`${lit.id} ${lit.kind}`}
      position={[lit.lat, lit.lon]}
      icon={litIcon(lit.kind)}
      interactive={false}
      keyboard={false}
      zIndexOffset={10_000}
    />
  );
}
