"use client";

import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useRef, useState } from "react";
import type { MapWords } from "@/components/map/words";

const stops = ["peek", "half", "full"] as const;
export type SheetStop = (typeof stops)[number];

type Props = {
  words: MapWords;
  start?: SheetStop;
  /** What stays in sight at the foot. */
  action?: ReactNode;
  children: ReactNode;
};

/**
 * The panel beside the map; on phones a sheet over its lower part with three stops. It is dragged by its handle; a press on the
 * handle, or the arrow keys, do the same. What gets the focus inside is never left below the edge.
 */
export function MapSheet({ words, start = "peek", action, children }: Props) {
  const sheet = useRef<HTMLElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const [stop, setStop] = useState<SheetStop>(start);
  const drag = useRef<{ from: number; size: number; moved: boolean; last: number; speed: number } | null>(
    null,
  );
  const justDragged = useRef(false);

  useEffect(() => {
    const inside = body.current;
    const focused = ({ target }: FocusEvent) => {
      if (target instanceof Element && target.matches(":focus-visible"))
        setStop((now) => (now === "peek" ? "half" : now));
    };
    inside?.addEventListener("focusin", focused);
    return () => inside?.removeEventListener("focusin", focused);
  }, []);

  const go = (step: 1 | -1) => setStop((now) => stops[stops.indexOf(now) + step] ?? now);

  function grab(event: PointerEvent<HTMLButtonElement>) {
    if (!sheet.current || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const size = sheet.current.offsetHeight;
    drag.current = { from: event.clientY, size, moved: false, last: event.clientY, speed: 0 };
  }

  function pull(event: PointerEvent<HTMLButtonElement>) {
    const hold = drag.current;
    if (!hold || !sheet.current) return;
    const way = hold.from - event.clientY;
    if (!hold.moved && Math.abs(way) < 6) return;
    hold.moved = true;
    hold.speed = hold.last - event.clientY;
    hold.last = event.clientY;
    sheet.current.dataset.dragging = "";
    sheet.current.style.setProperty("--sheet-size", `${hold.size + way}px`);
  }

  function release() {
    const hold = drag.current;
    drag.current = null;
    const panel = sheet.current;
    if (!hold?.moved || !panel) return;
    justDragged.current = true;
    const size = panel.offsetHeight;
    const room = panel.parentElement?.offsetHeight ?? size;
    delete panel.dataset.dragging;
    panel.style.removeProperty("--sheet-size");
    // A throw goes on in its direction; otherwise the nearest stop.
    const share = size / room + hold.speed / 60;
    setStop(share > 0.72 ? "full" : share > 0.36 ? "half" : "peek");
  }

  function press() {
    if (justDragged.current) justDragged.current = false;
    else setStop((now) => (now === "peek" ? "half" : now === "half" ? "full" : "peek"));
  }

  function key(event: KeyboardEvent) {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    go(event.key === "ArrowUp" ? 1 : -1);
  }

  return (
    <section ref={sheet} aria-label={words.sheet.label} className="map-panel map-sheet" data-stop={stop}>
      <button
        type="button"
        className="map-sheet-handle"
        aria-label={stop === "full" ? words.sheet.smaller : words.sheet.larger}
        onPointerDown={grab}
        onPointerMove={pull}
        onPointerUp={release}
        onPointerCancel={release}
        onClick={press}
        onKeyDown={key}
      />
      <div ref={body} className="map-sheet-body">
        {children}
      </div>
      {action && <div className="map-sheet-action">{action}</div>}
    </section>
  );
}
