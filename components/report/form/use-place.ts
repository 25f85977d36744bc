"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { roundDegrees } from "@/components/map/view";
import type { Offer } from "@/lib/bodies/offer";
import type { Point } from "@/lib/geo/point";

export type Place = {
  point: Point;
  offer: Offer;
  /** The nearest address in words, when one is known. */
  address: string | null;
  /** `looking`: the offer is still that of the last place. */
  state: "ready" | "looking" | "failed";
};

/** A map that is being moved tells of many places; only one where it rests is worth a question. */
const REST_MS = 350;

const sameSpot = (a: Point, b: Point): boolean =>
  roundDegrees(a.lat) === roundDegrees(b.lat) && roundDegrees(a.lon) === roundDegrees(b.lon);

/** Where the pin is and what is offered there; moving the pin asks again and keeps the page's address in step. */
export function usePlace(start: Omit<Place, "state">) {
  const [place, setPlace] = useState<Place>({ ...start, state: "ready" });
  const [moved, setMoved] = useState(false);
  const at = useRef(start.point);
  const asking = useRef<AbortController>(null);

  useEffect(() => () => asking.current?.abort(), []);

  const move = useCallback(({ lat, lon }: Point) => {
    // The map tells where it is when it is made, too, and after changes of its size.
    if (sameSpot(at.current, { lat, lon })) return;
    const point = { lat: roundDegrees(lat), lon: roundDegrees(lon) };
    at.current = point;
    asking.current?.abort();
    const mine = new AbortController();
    asking.current = mine;
    setMoved(true);
    setPlace((last) => ({ ...last, point, address: null, state: "looking" }));
    const ask = async () => {
      rememberPoint(point);
      const found = await offerOf(point, mine.signal);
      if (mine.signal.aborted) return;
      setPlace((last) => (found ? { point, ...found, state: "ready" } : { ...last, state: "failed" }));
    };
    const timer = setTimeout(() => void ask(), REST_MS);
    mine.signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
  }, []);

  return { place, moved, move };
}

type Found = Pick<Place, "offer" | "address">;

async function offerOf({ lat, lon }: Point, signal: AbortSignal): Promise<Found | null> {
  try {
    const response = await fetch(`/api/offer?lat=${lat}&lon=${lon}`, { signal });
    return response.ok ? ((await response.json()) as Found) : null;
  } catch {
    return null;
  }
}

/** A reload, or the address sent to somebody, shows the same place. */
function rememberPoint({ lat, lon }: Point): void {
  const url = new URL(location.href);
  url.searchParams.set("lat", String(lat));
  url.searchParams.set("lon", String(lon));
  history.replaceState(null, "", url);
}
