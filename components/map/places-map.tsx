"use client";

import { latLngBounds } from "leaflet";
import { useEffect } from "react";
import { CircleMarker, Tooltip, useMap } from "react-leaflet";
import { AreaMap, type AreaMapProps } from "@/components/map/area-map";

export type ShownPlace = { lat: number; lon: number; title: string };

export type PlacesMapProps = Omit<AreaMapProps, "children" | "fitTo" | "shown" | "crossing"> & {
  places: readonly ShownPlace[];
};

const look = { color: "#063d3b", weight: 2, fillColor: "#0a5552", fillOpacity: 0.5 } as const;

/** Places on the map, each with a word or two. Nothing but `PlacesMapFrame` may import this file: Leaflet needs a window. */
export function PlacesMap({ places, ...map }: PlacesMapProps) {
  return (
    <AreaMap {...map} shown={[]}>
      {places.map(({ lat, lon, title }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: several may be at the same place and have the same title
        <CircleMarker key={`${lat} ${lon} ${at}`} center={[lat, lon]} radius={6} pathOptions={look}>
          <Tooltip>{title}</Tooltip>
        </CircleMarker>
      ))}
      <FittedTo places={places} />
    </AreaMap>
  );
}

function FittedTo({ places }: Pick<PlacesMapProps, "places">) {
  const map = useMap();
  useEffect(() => {
    if (places.length === 0) return;
    const bounds = latLngBounds(places.map(({ lat, lon }) => [lat, lon]));
    map.fitBounds(bounds, { padding: [24, 24], maxZoom: 15, animate: false });
  }, [map, places]);
  return null;
}
