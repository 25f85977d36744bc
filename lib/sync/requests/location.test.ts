import { expect, test } from "vitest";
import { placeOf } from "@/lib/sync/requests/location";

const town = { west: 2.25, south: 54.57, east: 2.35, north: 54.63 };
const degrees = { convertLatLong: false, gridProjection: "", inDegrees: () => false };
const grid = { ...degrees, convertLatLong: true, inDegrees: (id: string) => id.startsWith("JOB_") };

test.each([
  [54.6, 2.3, { lat: 54.6, lon: 2.3 }],
  [54.60000049, 2.29999951, { lat: 54.6, lon: 2.3 }],
  [10, 20, { lat: 10, lon: 20 }],
  [undefined, 2.3, "no_place"],
  [54.6, undefined, "no_place"],
  [0, 0, "no_place"],
  [2.3, 54.6, "swapped_place"],
  [-122.4, 37.7, "swapped_place"],
  [168000, 540000, "bad_place"],
  [54.6, 200, "bad_place"],
  [Number.NaN, 2.3, "bad_place"],
] as const)("lat %s, long %s in degrees", (lat, long, expected) => {
  expect(placeOf({ serviceRequestId: "R-1", lat, long }, degrees, town)).toEqual(expected);
});

test("AC-125: metres of the British grid become a plausible point, a JOB_ that has degrees is taken as it is", () => {
  const place = placeOf({ serviceRequestId: "R-1", lat: 168000, long: 540000 }, grid, null);
  expect(place).toMatchObject({ lat: expect.closeTo(51.395, 2), lon: expect.closeTo(0.013, 2) });
  expect(placeOf({ serviceRequestId: "JOB_9", lat: 54.6, long: 2.3 }, grid, town)).toEqual({
    lat: 54.6,
    lon: 2.3,
  });
});

test("any grid can be named", () => {
  const rules = { ...grid, gridProjection: "EPSG:25832" };
  expect(placeOf({ serviceRequestId: "K", lat: 5_645_000, long: 356_000 }, rules, null)).toMatchObject({
    lat: expect.closeTo(50.94, 1),
    lon: expect.closeTo(6.95, 1),
  });
});

test("what is far outside of a grid is no place", () => {
  expect(placeOf({ serviceRequestId: "R", lat: 9e12, long: -9e12 }, grid, null)).toBe("bad_place");
});
