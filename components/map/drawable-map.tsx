"use client";

import { AreaMap, type AreaMapProps } from "@/components/map/area-map";
import { OutlineEditor, type OutlineEditorProps } from "@/components/map/outline-editor";

export type DrawableMapProps = Omit<AreaMapProps, "children" | "fitTo" | "shown"> & {
  edit: OutlineEditorProps;
  /** Another word whenever the outline came from elsewhere, and the map should move to it. */
  fit: string;
};

/** A map on which an outline can be drawn and moved. Only maps that are made after the drawing tools were loaded have them. */
export function DrawableMap({ edit, fit, ...map }: DrawableMapProps) {
  return (
    <AreaMap
      {...map}
      shown={[]}
      fitTo={edit.geometry ? [{ key: fit, name: "", geometry: edit.geometry }] : []}
    >
      <OutlineEditor {...edit} />
    </AreaMap>
  );
}
