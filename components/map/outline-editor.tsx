"use client";

import "leaflet";
import "@geoman-io/leaflet-geoman-free";
import "@geoman-io/leaflet-geoman-free/dist/leaflet-geoman.css";
import { type DivIcon, GeoJSON, type Layer, Marker, type Polygon } from "leaflet";
import { useEffect, useRef } from "react";
import { useMap } from "react-leaflet";
import type { AreaGeometry } from "@/lib/geo/area-geometry";
import { mergePolygons } from "@/lib/geo/polygons-in";

export type OutlineEditorProps = {
  /** What there is; null = nothing yet. */
  geometry: AreaGeometry | null;
  drawing: boolean;
  /** Called when drawing begins, ends, or is broken off. */
  onDrawing: (drawing: boolean) => void;
  onChange: (geometry: AreaGeometry) => void;
  /** Hands out what takes back the last corner while drawing. */
  onReady?: (undo: () => void) => void;
};

const look = { color: "#063d3b", weight: 3, fillColor: "#0a5552", fillOpacity: 0.2 } as const;
/** The tool's corners are for mouse and finger: hundreds of nameless stops would bar the keyboard's way to the text below the map. */
Marker.addInitHook(function (this: Marker) {
  const { className } = (this.options.icon as DivIcon | undefined)?.options ?? {};
  if (className?.startsWith("marker-icon")) this.options.keyboard = false;
});

/** With more marks the map would stand still: of a fine outline only those near the pointer are shown. */
const marksAtMost = 250;

/** Draws and moves an outline with the mouse or a finger; its buttons are the form's, not the map's. */
export function OutlineEditor({ geometry, drawing, onDrawing, onChange, onReady }: OutlineEditorProps) {
  const map = useMap();
  const tell = useRef({ onDrawing, onChange, geometry });
  tell.current = { onDrawing, onChange, geometry };

  useEffect(() => {
    map.pm.setLang("en");
    const created = ({ layer }: { layer: Layer }) => {
      const drawn = (layer as Polygon).toGeoJSON(6).geometry as AreaGeometry;
      layer.remove();
      const before = tell.current.geometry;
      tell.current.onChange(before ? mergePolygons([before, drawn]) : drawn);
    };
    const ended = () => tell.current.onDrawing(false);
    map.on("pm:create", created);
    map.on("pm:drawend", ended);
    onReady?.(() => {
      // The corner that is being placed belongs to the tool; the one before it is the last that was pressed.
      const tool = map.pm.Draw.Polygon as unknown as { _removeLastVertex?: () => void };
      tool._removeLastVertex?.();
    });
    return () => {
      map.off("pm:create", created);
      map.off("pm:drawend", ended);
      map.pm.disableDraw();
    };
  }, [map, onReady]);

  useEffect(() => {
    if (drawing) {
      map.pm.enableDraw("Polygon", {
        allowSelfIntersection: true,
        continueDrawing: false,
        snappable: false,
        tooltips: false,
        templineStyle: look,
        hintlineStyle: { ...look, dashArray: "6 6" },
        pathOptions: look,
      });
    } else if (map.pm.globalDrawModeEnabled()) map.pm.disableDraw();
  }, [map, drawing]);

  useEffect(() => {
    if (!geometry || drawing) return;
    const layer = new GeoJSON(geometry, { style: look }).addTo(map);
    const polygons = layer.getLayers() as Polygon[];
    const moved = () => {
      const parts = polygons
        .filter((polygon) => layer.hasLayer(polygon))
        .map((polygon) => polygon.toGeoJSON(6).geometry as AreaGeometry);
      tell.current.onChange(mergePolygons(parts));
    };
    for (const polygon of polygons) {
      polygon.pm.enable({
        allowSelfIntersection: true,
        snappable: false,
        limitMarkersToCount: marksAtMost,
        removeLayerBelowMinVertexCount: false,
      });
      polygon.on("pm:markerdragend pm:vertexadded pm:vertexremoved", moved);
    }
    return () => {
      layer.remove();
    };
  }, [map, geometry, drawing]);

  return null;
}
