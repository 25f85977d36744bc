import { nearestEntry } from "@/lib/geo/gazetteer/nearest";
import { searchGazetteer } from "@/lib/geo/gazetteer/search";
import { tellApart } from "@/lib/geo/gazetteer/tell-apart";
import type { Geocoder } from "@/lib/geo/geocoders/geocoder";
import { searchOf } from "@/lib/geo/place";

/** The table in our own database: nobody is asked, nothing leaves. */
export const gazetteer: Geocoder = {
  asYouType: true,
  search: async (text) => searchOf(await tellApart(await searchGazetteer(text))),
  async reverse(point) {
    const name = await nearestEntry(point);
    return name === null ? { kind: "nothing" } : { kind: "found", address: name };
  },
};
