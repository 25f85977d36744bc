import { z } from "zod";
import { boxText, type Protocol, resource } from "@/lib/geo/geocoders/protocol";
import { MOST_PLACES, type Place } from "@/lib/geo/place";
import { oneLine } from "@/lib/plain-text";

const coordinate = (limit: number) => z.coerce.number().min(-limit).max(limit);

const Entry = z.object({
  lat: coordinate(90),
  lon: coordinate(180),
  display_name: z.string().transform(oneLine).pipe(z.string().min(1)),
  // `format=json` and older servers say `class`.
  category: z.string().optional().catch(undefined),
  class: z.string().optional().catch(undefined),
  type: z.string().optional().catch(undefined),
});
type Entry = z.infer<typeof Entry>;

const Reversed = z.object({ display_name: z.string().transform(oneLine).pipe(z.string().min(1)) });
const NothingThere = z.object({ error: z.string() });

function kindOf({ category, class: oldCategory, type }: Entry): string {
  const group = category ?? oldCategory;
  if (type === "postcode") return "postcode";
  if (group === "highway") return "street";
  if (group === "building" || type === "house") return "address";
  return "place";
}

const placeOf = (entry: Entry): Place => ({
  name: entry.display_name,
  lat: entry.lat,
  lon: entry.lon,
  kind: kindOf(entry),
});

/** Nominatim's `/search` and `/reverse` in `jsonv2`. Its public server allows one request a second and no autocomplete. */
export const nominatim: Protocol = {
  name: "nominatim",
  defaultBase: "https://nominatim.openstreetmap.org",
  asYouType: false,

  searchUrl: (text, { base, bounds, language, contact }) =>
    resource(base, "search", {
      q: text,
      format: "jsonv2",
      limit: MOST_PLACES,
      viewbox: boxText(bounds),
      bounded: bounds && 1,
      "accept-language": language,
      email: contact,
    }),

  readSearch(json) {
    const entries = z.array(z.unknown()).safeParse(json);
    if (!entries.success) return undefined;
    return entries.data.flatMap((entry) => {
      const result = Entry.safeParse(entry);
      return result.success ? [placeOf(result.data)] : [];
    });
  },

  reverseUrl: ({ lat, lon }, { base, language, contact }) =>
    resource(base, "reverse", {
      lat,
      lon,
      zoom: 18,
      format: "jsonv2",
      "accept-language": language,
      email: contact,
    }),

  readReverse(json) {
    const found = Reversed.safeParse(json);
    if (found.success) return found.data.display_name;
    // "Unable to geocode" comes with status 200.
    return NothingThere.safeParse(json).success ? null : undefined;
  },
};
