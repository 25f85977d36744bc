"use client";

import { useNearestAddress } from "@/components/map/use-nearest-address";
import type { MapWords } from "@/components/map/words";

/** Where the cross is, in words; told to ears when the map rests. */
export function AddressLine({ point, words }: { point: { lat: number; lon: number }; words: MapWords }) {
  const address = useNearestAddress(point);
  const text = address === undefined ? words.addressLoading : address === null ? words.noAddress : address;
  return (
    <p
      aria-live="polite"
      className="truncate text-small noscript:hidden aria-busy:text-ink-soft"
      aria-busy={address === undefined}
      title={text}
    >
      {text}
    </p>
  );
}
