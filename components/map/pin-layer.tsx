"use client";

import { useQueries } from "@tanstack/react-query";
import { type LayerGroup, type Map as LeafletMap, layerGroup, type Marker, marker } from "leaflet";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { useMap, useMapEvents } from "react-leaflet";
import { useSetLit } from "@/components/map/highlight";
import { clusterIcon, pinIcon } from "@/components/map/pin-icons";
import { pinsQuery } from "@/components/map/pins-query";
import type { MapWords } from "@/components/map/words";
import { type Tile, tilesIn } from "@/lib/geo/mercator";
import type { Cluster } from "@/lib/reports/cluster";
import type { ReportFilter } from "@/lib/reports/filter";
import type { Pin, TilePins } from "@/lib/reports/pins";

type Mark = { key: string; lat: number; lon: number } & ({ pin: Pin } | { cluster: Cluster });

type Props = {
  filter: ReportFilter;
  bodyId: number | null;
  words: MapWords;
  /** A report that the map shows by itself already. */
  without?: number | undefined;
  /** The map stands on somebody else's page: reports open in a new tab. */
  apart: boolean;
  onFailed: (failed: boolean) => void;
};

/** The reports on the map: one query a visible tile, 512 pixels wide. */
export function PinLayer({ filter, bodyId, words, without, apart, onFailed }: Props) {
  const tiles = useVisibleTiles();
  const { data, pending, failed } = useQueries({
    queries: tiles.map((tile) => pinsQuery(tile, filter, bodyId)),
    combine: (results) => ({
      data: results.flatMap((result) => (result.data ? [result.data] : [])),
      pending: results.some((result) => result.isPending),
      failed: results.some((result) => result.isError),
    }),
  });
  useEffect(() => onFailed(failed), [failed, onFailed]);

  // While another zoom or filter is on its way the old marks stay: an empty map would say that there is nothing.
  const level = `${tiles[0]?.z} ${JSON.stringify(filter)}`;
  const shown = useRef<{ level: string; data: TilePins[] }>({ level, data: [] });
  if (!pending || shown.current.level === level) shown.current = { level, data };
  useMarks(marksOf(shown.current.data, without), words, apart);
  return null;
}

function useVisibleTiles(): Tile[] {
  const map = useMap();
  const read = () => {
    const box = map.getBounds();
    const bounds = { west: box.getWest(), south: box.getSouth(), east: box.getEast(), north: box.getNorth() };
    return tilesIn(bounds, Math.max(0, Math.round(map.getZoom()) - 1));
  };
  const [tiles, setTiles] = useState(read);
  useMapEvents({
    moveend: () => {
      const next = read();
      const name = (list: Tile[]) => list.map(({ z, x, y }) => `${z}/${x}/${y}`).join();
      setTiles((now) => (name(now) === name(next) ? now : next));
    },
  });
  return tiles;
}

/** North to south, then west to east: the order in which Tab leads through them. */
function marksOf(tiles: readonly TilePins[], without: number | undefined): Mark[] {
  const pins = tiles.flatMap((tile) => tile.pins).filter(({ id }) => id !== without);
  const marks: Mark[] = [
    ...pins.map((pin) => ({ key: `p${pin.id} ${pin.kind} ${pin.title}`, lat: pin.lat, lon: pin.lon, pin })),
    ...tiles.flatMap((tile) =>
      tile.clusters.map((cluster) => ({
        key: `c${cluster.lat},${cluster.lon} ${JSON.stringify(cluster.counts)}`,
        lat: cluster.lat,
        lon: cluster.lon,
        cluster,
      })),
    ),
  ];
  return marks.sort((a, b) => b.lat - a.lat || a.lon - b.lon);
}

/** Keeps Leaflet's markers as the marks are: those that stay are not touched, so that the focus stays on them. */
function useMarks(marks: readonly Mark[], words: MapWords, apart: boolean): void {
  const map = useMap();
  const router = useRouter();
  const setLit = useSetLit();
  const group = useRef<LayerGroup | null>(null);
  const markers = useRef(new Map<string, Marker>());

  useEffect(() => {
    group.current = layerGroup().addTo(map);
    return () => {
      group.current?.remove();
      markers.current.clear();
    };
  }, [map]);

  useEffect(() => {
    const known = markers.current;
    const wanted = new Set(marks.map(({ key }) => key));
    for (const [key, old] of known) {
      if (wanted.has(key)) continue;
      // Whoever zoomed in by keyboard goes on with the keyboard.
      if (old.getElement()?.contains(document.activeElement))
        map.getContainer().focus({ preventScroll: true });
      old.remove();
      known.delete(key);
    }
    for (const mark of marks) {
      if (known.has(mark.key)) continue;
      const icon = "pin" in mark ? pinIcon(mark.pin, words, apart) : clusterIcon(mark.cluster, words);
      const made = marker([mark.lat, mark.lon], { icon, keyboard: false, interactive: false });
      if (group.current) made.addTo(group.current);
      known.set(mark.key, made);
      const element = made.getElement()?.firstElementChild;
      if (!(element instanceof HTMLElement)) continue;
      if ("pin" in mark) {
        const { id, lat, lon, kind } = mark.pin;
        const on = () => setLit({ id, lat, lon, kind });
        const off = () => setLit(null);
        element.addEventListener("pointerenter", on);
        element.addEventListener("focus", on);
        element.addEventListener("pointerleave", off);
        element.addEventListener("blur", off);
        element.addEventListener("click", (event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
          event.stopPropagation();
          if (apart && !wasDragged(map)) return;
          event.preventDefault();
          if (!wasDragged(map)) router.push(`/report/${id}` as Route);
        });
      } else {
        element.addEventListener("click", (event) => {
          event.stopPropagation();
          if (!wasDragged(map))
            map.setView([mark.lat, mark.lon], Math.min(map.getZoom() + 2, map.getMaxZoom()));
        });
      }
    }
    inOrder(marks.flatMap(({ key }) => known.get(key)?.getElement() ?? []));
  });

  function inOrder(elements: readonly HTMLElement[]) {
    const focused = document.activeElement;
    let next: Element | null = elements[0]?.parentElement?.firstElementChild ?? null;
    for (const element of elements) {
      if (element === next) next = next.nextElementSibling;
      else element.parentElement?.insertBefore(element, next);
    }
    if (focused instanceof HTMLElement && focused !== document.activeElement && focused.isConnected)
      focused.focus({ preventScroll: true });
  }
}

/** The map moved under the pointer: what looks like a press on a mark was the end of a drag. Leaflet's types do not know of it. */
const wasDragged = (map: LeafletMap): boolean =>
  (map.dragging as typeof map.dragging & { moved?: () => boolean }).moved?.() ?? false;
