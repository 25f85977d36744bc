"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { roundDegrees } from "@/components/map/view";

type Point = { lat: number; lon: number };

/** The address nearest to a point, asked for once the point has rested: undefined = not known yet, null = there is none. */
export function useNearestAddress(point: Point): string | null | undefined {
  const text = `lat=${roundDegrees(point.lat)}&lon=${roundDegrees(point.lon)}`;
  const [rested, setRested] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), 400);
    return () => clearTimeout(timer);
  }, [text]);
  const { data, isError } = useQuery({
    queryKey: ["nearest", rested],
    enabled: rested !== null,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => {
      const response = await fetch(`/api/nearest?${rested}`, { signal });
      if (!response.ok) throw new Error(`nearest: ${response.status}`);
      return ((await response.json()) as { address: string | null }).address;
    },
  });
  if (rested !== text) return undefined;
  return isError ? null : data;
}
