"use client";

import { useState } from "react";
import type { MapWords } from "@/components/map/words";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";

type Props = {
  words: MapWords;
  wide?: boolean;
  /** Over the map: the sign alone. */
  small?: boolean;
  onFound: (point: { lat: number; lon: number }) => void;
};

/** Asks the browser where the visitor is, only when pressed; a refusal is explained in words. Not there without scripts. */
export function LocateButton({ words, wide = false, small = false, onFound }: Props) {
  const [state, setState] = useState<"idle" | "asking" | "denied" | "unavailable" | "timeout">("idle");

  function locate() {
    if (state === "asking") return;
    if (!("geolocation" in navigator)) return setState("unavailable");
    setState("asking");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setState("idle");
        onFound({ lat: coords.latitude, lon: coords.longitude });
      },
      ({ code }) => setState(code === 1 ? "denied" : code === 3 ? "timeout" : "unavailable"),
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 30_000 },
    );
  }

  const refused = {
    denied: words.locateDenied,
    unavailable: words.locateUnavailable,
    timeout: words.locateTimeout,
  };
  const told = state !== "idle" && state !== "asking" && refused[state];
  if (small)
    return (
      <div className="absolute end-3 bottom-8 z-1 flex max-w-[80%] items-end gap-2 noscript:hidden">
        <p
          role="status"
          className={
            told ? "rounded border border-line bg-surface p-3 text-small text-ink shadow" : "sr-only"
          }
        >
          {told}
        </p>
        <button
          type="button"
          aria-label={words.locate}
          title={words.locate}
          aria-busy={state === "asking"}
          onClick={locate}
          className="grid size-12 flex-none cursor-pointer place-items-center rounded border border-line-strong bg-surface text-ink shadow hover:bg-sunken aria-busy:animate-pulse"
        >
          <Icon name="locate" />
        </button>
      </div>
    );
  return (
    <div className="noscript:hidden">
      <Button wide={wide} aria-disabled={state === "asking"} onClick={locate}>
        <Icon name="locate" />
        {state === "asking" ? words.locating : words.locate}
      </Button>
      <p role="status" className="text-small">
        {told && <span className="mt-2 block">{told}</span>}
      </p>
    </div>
  );
}
