import { expect, test } from "vitest";
import { nominatim } from "@/lib/geo/geocoders/nominatim";
import { photon } from "@/lib/geo/geocoders/photon";

const asking = {
  base: "https://geo.example/path/",
  bounds: { west: 2, south: 54, east: 3, north: 55 },
  language: "en",
  contact: "map@alderwick.example",
};

test("Nominatim is asked below the server's path, within the bounds, with a contact", () => {
  const url = nominatim.searchUrl("Mill Lane & Quay", asking);
  expect(url.origin + url.pathname).toBe("https://geo.example/path/search");
  expect(Object.fromEntries(url.searchParams)).toEqual({
    q: "Mill Lane & Quay",
    format: "jsonv2",
    limit: "10",
    viewbox: "2,54,3,55",
    bounded: "1",
    "accept-language": "en",
    email: "map@alderwick.example",
  });
  const bare = nominatim.searchUrl("x", { ...asking, bounds: null, contact: null });
  expect([...bare.searchParams.keys()]).toEqual(["q", "format", "limit", "accept-language"]);
});

test("Photon is asked with its own names", () => {
  expect(photon.searchUrl("Mill Lane", asking).search).toBe(
    "?q=Mill+Lane&limit=10&lang=en&bbox=2%2C54%2C3%2C55",
  );
  expect(photon.reverseUrl({ lat: 54.6, lon: 2.3 }, asking).search).toBe("?lon=2.3&lat=54.6&limit=1&lang=en");
});

const lane = {
  lat: "54.6",
  lon: "2.3",
  display_name: "Mill Lane,  Harbour, Alderwick",
  category: "highway",
  type: "residential",
};

test.each<[string, object, string]>([
  ["a street", {}, "street"],
  ["a street of the older format", { category: undefined, class: "highway" }, "street"],
  ["a postcode", { category: "place", type: "postcode" }, "postcode"],
  ["a house", { category: "building", type: "yes" }, "address"],
  ["a house number", { category: "place", type: "house" }, "address"],
  ["a town, its category odd", { category: 7, type: "town" }, "place"],
])("Nominatim: %s is read", (_, change, kind) => {
  expect(nominatim.readSearch([{ ...lane, ...change, boundingbox: ["1"], address: null }])).toEqual([
    { name: "Mill Lane, Harbour, Alderwick", lat: 54.6, lon: 2.3, kind },
  ]);
});

test("Nominatim: what cannot be used is left out, what is no list is no answer", () => {
  const broken = [
    null,
    7,
    {},
    { ...lane, lat: "north" },
    { ...lane, lon: "181" },
    { ...lane, display_name: " " },
  ];
  expect(nominatim.readSearch([...broken, lane])).toHaveLength(1);
  expect(nominatim.readSearch([])).toEqual([]);
  for (const json of [null, "x", {}, { error: "Unable to geocode" }])
    expect(nominatim.readSearch(json)).toBeUndefined();
});

test("Nominatim: the reverse answer is an address, nothing, or not understood", () => {
  expect(nominatim.readReverse(lane)).toBe("Mill Lane, Harbour, Alderwick");
  expect(nominatim.readReverse({ error: "Unable to geocode" })).toBeNull();
  for (const json of [null, [], {}, { error: { code: 400 } }])
    expect(nominatim.readReverse(json)).toBeUndefined();
});

const feature = (properties: object, coordinates: unknown = [2.3, 54.6]) => ({
  type: "Feature",
  geometry: { type: "Point", coordinates },
  properties,
});

test.each<[object, string, string]>([
  [
    {
      type: "street",
      name: "Mill Lane",
      district: "Harbour",
      postcode: "AW1 2AB",
      city: "Alderwick",
      country: "Wickland",
    },
    "Mill Lane, Harbour, AW1 2AB Alderwick, Wickland",
    "street",
  ],
  [{ housenumber: "12", street: "Mill Lane", city: "Alderwick" }, "12 Mill Lane, Alderwick", "address"],
  [
    { name: "Town Hall", housenumber: "1", street: "Market", locality: "Old Town" },
    "Town Hall, 1 Market, Old Town",
    "address",
  ],
  [
    { osm_key: "place", osm_value: "postcode", name: "AW1 2AB", postcode: "AW1 2AB", city: "Alderwick" },
    "AW1 2AB, Alderwick",
    "postcode",
  ],
  [{ type: "city", name: "Alderwick", city: "Alderwick", state: null, country: 7 }, "Alderwick", "place"],
])("Photon: %j is %j", (properties, name, kind) => {
  expect(photon.readSearch({ features: [feature(properties)] })).toEqual([
    { name, lat: 54.6, lon: 2.3, kind },
  ]);
});

test("Photon: what cannot be used is left out, what is no collection is no answer", () => {
  const broken = [
    null,
    feature({}),
    feature({ name: "x" }, ["2", "54"]),
    feature({ name: "x" }, [2, 95]),
    { properties: {} },
  ];
  expect(
    photon.readSearch({ features: [...broken, feature({ name: "Quay" }, [2.3, 54.6, 12])] }),
  ).toHaveLength(1);
  expect(photon.readReverse({ features: [feature({ name: "Quay" })] })).toBe("Quay");
  expect(photon.readReverse({ features: [] })).toBeNull();
  for (const json of [null, [], { features: {} }]) {
    expect(photon.readSearch(json)).toBeUndefined();
    expect(photon.readReverse(json)).toBeUndefined();
  }
});
