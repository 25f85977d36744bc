"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { LocationPicker } from "@/components/map/location-picker";
import { roundDegrees, type TileSource } from "@/components/map/view";
import type { MapWords } from "@/components/map/words";
import type { Point } from "@/lib/geo/point";

type Props = { start: Point; fault: string | undefined; tiles: TileSource; words: MapWords };

/** The map under a cross; where the cross is goes along with the form. */
export function MovePinFields({ start, fault, tiles, words }: Props) {
  const t = useTranslations("adminReports.move");
  const [at, setAt] = useState<Point>({ lat: start.lat, lon: start.lon });
  const [view] = useState({ lat: start.lat, lon: start.lon, zoom: 17 });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a map is no set of form fields
    <div role="group" aria-label={t("map")} className="flex flex-col gap-2">
      {fault && <p className="border-s-4 border-danger ps-3 font-semibold text-danger">{fault}</p>}
      <div
        id="point"
        tabIndex={-1}
        className="relative h-[min(26rem,50dvh)] overflow-hidden rounded border border-line"
      >
        <LocationPicker start={view} tiles={tiles} words={words} onMove={setAt} />
      </div>
      <p role="status" className="text-small text-ink-soft tabular-nums">
        {t("at", { lat: roundDegrees(at.lat).toFixed(5), lon: roundDegrees(at.lon).toFixed(5) })}
      </p>
      <input type="hidden" name="lat" value={roundDegrees(at.lat)} />
      <input type="hidden" name="lon" value={roundDegrees(at.lon)} />
    </div>
  );
}
