import { z } from "zod";
import { findPlaces } from "@/lib/geo/find-places";
import { embeddedMapPath } from "@/lib/published/embed/embed-paths";
import type { FrameSize } from "@/lib/published/embed/iframe-code";

/** The sizes that one can choose from, the usual one first. */
export const frameSizeNames = ["medium", "small", "large", "wide"] as const;
export type FrameSizeName = (typeof frameSizeNames)[number];

export const frameSizes: Record<FrameSizeName, FrameSize> = {
  small: { width: 320, height: 480 },
  medium: { width: 600, height: 450 },
  large: { width: 960, height: 600 },
  wide: { width: "100%", height: 500 },
};

const text = z.string().trim().max(200).catch("");

/** What somebody who makes a map for their site has chosen, as it stands in the page's address. */
export const EmbedChoice = z.object({
  body: text,
  status: text,
  category: text,
  /** A place in words, or its coordinates. */
  place: text,
  zoom: text,
  size: z.enum(frameSizeNames).catch("medium"),
});
export type EmbedChoice = z.output<typeof EmbedChoice>;

/** The address of the map that was chosen; `placeFound` is false when nobody knows the place, and the map shows everything. */
export async function embedChosen(choice: EmbedChoice): Promise<{ path: string; placeFound: boolean }> {
  const { body, status, category, place, zoom } = choice;
  const point = place ? await placeNamed(place) : null;
  const query = new URLSearchParams({ status, category });
  if (point) {
    query.set("lat", String(rounded(point.lat)));
    query.set("lon", String(rounded(point.lon)));
    query.set("zoom", zoom);
  }
  return { path: embeddedMapPath(body || null, query), placeFound: !place || point !== null };
}

async function placeNamed(place: string) {
  const found = await findPlaces(place);
  return found.kind === "found" ? (found.places[0] ?? null) : null;
}

/** To about a metre. */
const rounded = (degrees: number): number => Math.round(degrees * 1e5) / 1e5;
