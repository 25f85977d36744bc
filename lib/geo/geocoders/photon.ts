import { z } from "zod";
import { boxText, type Protocol, resource } from "@/lib/geo/geocoders/protocol";
import { MOST_PLACES, type Place } from "@/lib/geo/place";
import { oneLine } from "@/lib/plain-text";

const words = z.string().transform(oneLine).optional().catch(undefined);

const Feature = z.object({
  geometry: z.object({
    coordinates: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).rest(z.number()),
  }),
  properties: z.object({
    type: words,
    osm_key: words,
    osm_value: words,
    name: words,
    housenumber: words,
    street: words,
    district: words,
    locality: words,
    postcode: words,
    city: words,
    county: words,
    state: words,
    country: words,
  }),
});
type Feature = z.infer<typeof Feature>;

const Collection = z.object({ features: z.array(z.unknown()) });

/** From the finer to the wider: name, house in its street, quarter, postcode and town, country. */
function nameOf({ properties: p }: Feature): string {
  const house = [p.housenumber, p.street].filter(Boolean).join(" ");
  const town = [p.postcode === p.name ? undefined : p.postcode, p.city ?? p.county].filter(Boolean).join(" ");
  const parts = [p.name, house, p.district ?? p.locality, town, p.state, p.country];
  return [...new Set(parts.filter(Boolean))].join(", ");
}

function kindOf({ properties: p }: Feature): string {
  if (p.osm_value === "postcode") return "postcode";
  if (p.type === "street" || p.osm_key === "highway") return "street";
  if (p.housenumber || p.type === "house") return "address";
  return "place";
}

function readFeatures(json: unknown): Place[] | undefined {
  const collection = Collection.safeParse(json);
  if (!collection.success) return undefined;
  return collection.data.features.flatMap((feature) => {
    const result = Feature.safeParse(feature);
    const name = result.success ? nameOf(result.data) : "";
    if (!result.success || !name) return [];
    const [lon, lat] = result.data.geometry.coordinates;
    return [{ name, lat, lon, kind: kindOf(result.data) }];
  });
}

/** Photon's `/api` and `/reverse` (komoot/photon, docs/api-v1.md); made to be asked while somebody types. */
export const photon: Protocol = {
  name: "photon",
  defaultBase: "https://photon.komoot.io",
  asYouType: true,

  searchUrl: (text, { base, bounds, language }) =>
    resource(base, "api", { q: text, limit: MOST_PLACES, lang: language, bbox: boxText(bounds) }),

  readSearch: readFeatures,

  reverseUrl: ({ lat, lon }, { base, language }) =>
    resource(base, "reverse", { lon, lat, limit: 1, lang: language }),

  readReverse(json) {
    const features = readFeatures(json);
    return features && (features[0]?.name ?? null);
  },
};
