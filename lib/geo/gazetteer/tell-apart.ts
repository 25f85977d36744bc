import { areasAt } from "@/lib/geo/areas-at";
import type { Place } from "@/lib/geo/place";

/** Adds the smallest area around it to each place that shares its name with another, so that people can choose. */
export async function tellApart(places: readonly Place[]): Promise<Place[]> {
  const shared = (place: Place) => places.some((other) => other !== place && other.name === place.name);
  return Promise.all(
    places.map(async (place) => {
      if (!shared(place)) return place;
      const [smallest] = await areasAt(place);
      return smallest ? { ...place, name: `${place.name}, ${smallest.name}` } : place;
    }),
  );
}
