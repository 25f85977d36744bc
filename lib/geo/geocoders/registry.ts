import { type Env, env } from "@/lib/env";
import { gazetteer } from "@/lib/geo/geocoders/gazetteer";
import type { Geocoder } from "@/lib/geo/geocoders/geocoder";
import { nominatim } from "@/lib/geo/geocoders/nominatim";
import { outsideGeocoder } from "@/lib/geo/geocoders/outside";
import { photon } from "@/lib/geo/geocoders/photon";

const geocoders = {
  gazetteer,
  nominatim: outsideGeocoder(nominatim),
  photon: outsideGeocoder(photon),
} satisfies Record<Env["GEOCODER"], Geocoder>;

/** The geocoder this installation is set to. */
export const chosenGeocoder = (): Geocoder => geocoders[env.GEOCODER];
