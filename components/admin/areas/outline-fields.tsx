"use client";

import { useTranslations } from "next-intl";
import { useCallback, useDeferredValue, useMemo, useRef, useState } from "react";
import { type LookedAt, lookAtOutline } from "@/components/admin/areas/look-at-outline";
import { DrawableMapFrame } from "@/components/map/area-map-frame";
import type { MapView, TileSource } from "@/components/map/view";
import { Button } from "@/components/ui/button";
import { FileInput, Textarea } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import type { AreaGeometry } from "@/lib/geo/area-geometry";

type Props = {
  /** The GeoJSON there is. */
  start: string;
  map: { start: MapView; tiles: TileSource };
  error: string | undefined;
};

/**
 * The outline: drawn on the map, uploaded, or pasted. The text is what is sent; map and file only write it, so that everything can
 * be done by keyboard and without scripts.
 */
export function OutlineFields({ start, map, error }: Props) {
  const t = useTranslations("adminBodies.areas");
  const [text, setText] = useState(start);
  /** Counts what came from elsewhere than the map, which then moves to it. */
  const [given, setGiven] = useState(0);
  const [drawing, setDrawing] = useState(false);
  const undo = useRef<(() => void) | null>(null);
  const looked = useMemo(() => lookAtOutline(text), [text]);
  const shown = useDeferredValue(looked);
  const outline = shown.kind === "outline" ? shown : null;

  const give = (written: string) => {
    setText(written);
    setGiven((count) => count + 1);
  };
  const drawn = useCallback((geometry: AreaGeometry) => setText(JSON.stringify(geometry)), []);
  const ready = useCallback((takeBack: () => void) => {
    undo.current = takeBack;
  }, []);

  return (
    <fieldset className="flex min-w-0 flex-col gap-4">
      <legend className="mb-2 text-large font-bold">{t("outline")}</legend>
      <div className="flex flex-wrap items-center gap-2">
        <Button aria-pressed={drawing} onClick={() => setDrawing(!drawing)}>
          {t(drawing ? "stop" : outline ? "addPart" : "draw")}
        </Button>
        {drawing && <Button onClick={() => undo.current?.()}>{t("undo")}</Button>}
        {text !== "" && !drawing && <Button onClick={() => give("")}>{t("clear")}</Button>}
      </div>
      <p className="max-w-[75ch] text-small text-ink-soft">{t(drawing ? "drawHint" : "editHint")}</p>
      <div className="relative h-[32rem] max-h-[70dvh] overflow-hidden rounded border border-line-strong bg-sunken">
        <DrawableMapFrame
          {...map}
          label={t("map")}
          fit={`${given} ${outline ? "there" : "none"}`}
          crossing={outline?.crossing ? { ...outline.crossing, words: t("crossing") } : null}
          edit={{
            geometry: outline?.geometry ?? null,
            drawing,
            onDrawing: setDrawing,
            onChange: drawn,
            onReady: ready,
          }}
        />
      </div>
      <Told looked={looked} />
      <Field name="file" label={t("file")} hint={t("fileHint")}>
        {(wiring) => (
          <FileInput
            {...wiring}
            accept=".geojson,.json,application/geo+json,application/json"
            onChange={async (event) => {
              const { currentTarget } = event;
              const file = currentTarget.files?.[0];
              if (!file) return;
              give(await file.text());
              // The text is what is sent.
              currentTarget.value = "";
            }}
          />
        )}
      </Field>
      <Field name="geometry" label={t("text")} hint={t("textHint")} error={error}>
        {(wiring) => (
          <Textarea
            {...wiring}
            value={text}
            onChange={(event) => give(event.target.value)}
            rows={6}
            spellCheck={false}
            className="field-sizing-fixed max-h-80 font-mono text-small"
          />
        )}
      </Field>
    </fieldset>
  );
}

/** What there is, in words: how much of it, or why it cannot be shown. */
function Told({ looked }: { looked: LookedAt }) {
  const t = useTranslations("adminBodies.areas");
  return (
    <div role="status">
      {looked.kind === "outline" ? (
        <>
          <p>{t("parts", { parts: looked.parts, positions: looked.positions })}</p>
          {looked.crossing && (
            <p className="mt-1 border-s-4 border-danger ps-3 font-semibold text-danger">
              {t("crosses", { lat: looked.crossing.lat.toFixed(5), lon: looked.crossing.lon.toFixed(5) })}
            </p>
          )}
        </>
      ) : (
        <p className={looked.kind === "nothing" ? "text-ink-soft" : "font-semibold text-danger"}>
          {t(looked.kind)}
        </p>
      )}
    </div>
  );
}
