import { invalid } from "@/lib/errors";
import { findPlaces, type Place } from "@/lib/geo/find-places";
import { distanceMetres, type Point } from "@/lib/geo/point";
import { translator } from "@/lib/messages";
import { isCovered } from "@/lib/reports/covered";

/** Places nearer to each other than this, in metres, are one to a report. */
const sameWithin = 100;
const namesShown = 3;

/**
 * The one place that an `address_string` means, of those that somebody here looks after.
 * @throws DomainError `invalid`, under `address_string`: unknown, several, or the geocoder does not answer
 */
export async function placeOfAddress(address: string): Promise<Point> {
  const t = translator("posting");
  const refuse = (message: string) => invalid(message, { address_string: message });
  const search = await findPlaces(address);
  if (search.kind === "unavailable") throw refuse(t("addressUnavailable"));
  if (search.kind === "nothing") throw refuse(t("addressUnknown"));
  const covered = await Promise.all(
    search.places.map(async (place) => ((await isCovered(place)) ? [place] : [])),
  );
  const [first, ...others] = covered.flat();
  if (!first) throw refuse(translator("refusals")("nobody"));
  const several = [first, ...others.filter((place) => distanceMetres(first, place) > sameWithin)];
  if (several.length > 1) throw refuse(t("addressAmbiguous", { places: namesOf(several) }));
  return { lat: first.lat, lon: first.lon };
}

const namesOf = (places: readonly Place[]): string =>
  places
    .slice(0, namesShown)
    .map(({ name }) => name)
    .join("; ");
