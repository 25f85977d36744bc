import type { Open311Settings } from "@/lib/open311/settings";

/** Where a report is, and how its place was found. */
export type Place = {
  /** Degrees, WGS84. */
  point: { lat: number; long: number };
  /** The citizen put the pin on the map. */
  usedMap: boolean;
  /** What the citizen searched for (a postcode, a street); empty = nothing. */
  searchedFor: string;
};

/** At most six decimals (a decimetre), no trailing zeros, no exponent. */
export function coordinate(degrees: number): string {
  const text = degrees.toFixed(6).replace(/\.?0+$/, "");
  return text === "-0" ? "0" : text;
}

type GridFlags = Pick<Open311Settings, "alwaysSendLatLong" | "sendNotPinpointed">;
type LocationFlags = GridFlags & Pick<Open311Settings, "alsoSendAddress">;

function hasNoHint(place: Place): boolean {
  return !place.usedMap && place.searchedFor.trim() === "";
}

/**
 * How the place is told (`spec/integration.md` 4.4, first match).
 * @param address the nearest address in words, for those who want it beside the coordinates
 */
export function locationFields(place: Place, settings: LocationFlags, address = ""): [string, string][] {
  const { usedMap, searchedFor, point } = place;
  const isPinned = usedMap || settings.alwaysSendLatLong || (!settings.sendNotPinpointed && hasNoHint(place));
  if (isPinned) {
    const words = settings.alsoSendAddress ? address.trim() || searchedFor.trim() : "";
    return [
      ["lat", coordinate(point.lat)],
      ["long", coordinate(point.long)],
      ...(words ? [["address_string", words] as [string, string]] : []),
    ];
  }
  if (hasNoHint(place)) return [["address_id", "#NOTPINPOINTED#"]];
  return [["address_string", searchedFor.trim()]];
}

/** Whether the pin may be passed on as grid coordinates too (`spec/integration.md` 4.2, step 5). */
export function isGridTrusted(place: Place, settings: GridFlags): boolean {
  return place.usedMap || settings.alwaysSendLatLong || (settings.sendNotPinpointed && hasNoHint(place));
}
