import type { Search } from "@/lib/geo/place";
import type { Point } from "@/lib/geo/point";

/** `nothing`: there is no address near. `unavailable`: the geocoder did not answer. */
export type Reverse = { kind: "found"; address: string } | { kind: "nothing" } | { kind: "unavailable" };

/** Text to places, and a point to the address nearest to it. The world's answers are values: neither throws for them. */
export type Geocoder = {
  search(text: string): Promise<Search>;
  reverse(point: Point): Promise<Reverse>;
  /** May be asked while somebody types. The public Nominatim forbids it. */
  asYouType: boolean;
};
