"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { LocateButton } from "@/components/map/locate-button";
import { roundDegrees } from "@/components/map/view";
import type { MapWords } from "@/components/map/words";

/** "Use my location", leading to the map around it. */
export function LocateAndGo({ words }: { words: MapWords }) {
  const router = useRouter();
  return (
    <LocateButton
      wide
      words={words}
      onFound={({ lat, lon }) =>
        router.push(`/around?lat=${roundDegrees(lat)}&lon=${roundDegrees(lon)}&zoom=17` as Route)
      }
    />
  );
}
