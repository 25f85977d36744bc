import { DomEvent } from "leaflet";
import { useState } from "react";
import { useMap, useMapEvents } from "react-leaflet";
import type { MapWords } from "@/components/map/words";
import { Icon } from "@/components/ui/icon";

/** Our own buttons for the size of the map. */
export function ZoomControls({ words }: { words: Pick<MapWords, "zoomIn" | "zoomOut"> }) {
  const map = useMap();
  const [zoom, setZoom] = useState(map.getZoom());
  useMapEvents({ zoomend: () => setZoom(map.getZoom()) });
  const button =
    "grid size-11 cursor-pointer place-items-center bg-surface text-ink hover:bg-sunken aria-disabled:text-line-strong";
  return (
    <div
      ref={(box) => {
        // A quick second press on a button is no double click on the map under it.
        if (box) DomEvent.disableClickPropagation(box);
      }}
      className="absolute end-3 top-3 z-1000 flex flex-col overflow-hidden rounded border border-line-strong shadow"
    >
      <button
        type="button"
        className={button}
        aria-label={words.zoomIn}
        aria-disabled={zoom >= map.getMaxZoom()}
        onClick={() => map.zoomIn()}
      >
        <Icon name="plus" />
      </button>
      <button
        type="button"
        className={`${button} border-t border-line`}
        aria-label={words.zoomOut}
        aria-disabled={zoom <= map.getMinZoom()}
        onClick={() => map.zoomOut()}
      >
        <Icon name="minus" />
      </button>
    </div>
  );
}
