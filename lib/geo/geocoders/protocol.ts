import type { Bounds } from "@/lib/geo/mercator";
import type { Place } from "@/lib/geo/place";
import type { Point } from "@/lib/geo/point";

/** What the installation says about the asking: where to look, which language, whom to write to. */
export type Asking = { base: string; bounds: Bounds | null; language: string; contact: string | null };

/**
 * How one kind of outside geocoder is spoken to. Pure. The readers are tolerant: an entry they cannot use is left
 * out; they answer `undefined` when the whole answer is not this protocol's.
 */
export type Protocol = {
  name: string;
  defaultBase: string;
  asYouType: boolean;
  searchUrl(text: string, asking: Asking): URL;
  readSearch(json: unknown): Place[] | undefined;
  reverseUrl(point: Point, asking: Asking): URL;
  /** null: nothing is near. */
  readReverse(json: unknown): string | null | undefined;
};

/** The address of one of the server's resources, which may live below a path. */
export function resource(base: string, path: string, params: Record<string, string | number | null>): URL {
  const url = new URL(`${base.replace(/\/+$/, "")}/${path}`);
  for (const [name, value] of Object.entries(params))
    if (value !== null) url.searchParams.set(name, String(value));
  return url;
}

/** west,south,east,north: the order both Nominatim's `viewbox` and Photon's `bbox` take. */
export const boxText = (bounds: Bounds | null): string | null =>
  bounds && [bounds.west, bounds.south, bounds.east, bounds.north].join(",");
