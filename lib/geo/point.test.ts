import { expect, test } from "vitest";
import { distanceMetres, parsePoint, roundPoint } from "@/lib/geo/point";

test.each([
  ["54.6,2.3", 54.6, 2.3],
  [" 54.6 , 2.3 ", 54.6, 2.3],
  ["54.6 2.3", 54.6, 2.3],
  ["54.6;2.3", 54.6, 2.3],
  ["-54.6,-2.3", -54.6, -2.3],
  ["−54.6, −2.3", -54.6, -2.3],
  ["geo:54.6,2.3", 54.6, 2.3],
  ["54,2", 54, 2],
  ["54.600000049,2.3", 54.6, 2.3],
  ["54°36′N 2°18′E", 54.6, 2.3],
  ["54°36'36\"N, 2°18'0\"W", 54.61, -2.3],
  ["54° 36.6′ N 2° 18′ E", 54.61, 2.3],
  ["33.9S 18.4E", -33.9, 18.4],
  ["N 54.6° E 2.3°", 54.6, 2.3],
  ["n54.6 w2.3", 54.6, -2.3],
  ["0,0", 0, 0],
  ["90,180", 90, 180],
])("%s is a point", (text, lat, lon) => {
  expect(parsePoint(text)).toEqual({ lat, lon });
});

test.each([
  "",
  "High Street",
  "12 14",
  "12 High Street",
  "91,2",
  "54.6,181",
  "54.6",
  "54.6,2.3,1",
  "AW1 2AB",
  "54°60′N 2°18′E",
  "54.6N",
  "1e3,2",
  "54.6,2.3; drop table",
  "0x10,2",
])("%s is none", (text) => {
  expect(parsePoint(text)).toBeNull();
});

test("a point is rounded to a decimetre, and never to minus zero", () => {
  expect(roundPoint({ lat: 54.12345678, lon: -0.0000001 })).toEqual({ lat: 54.123457, lon: 0 });
});

test("distances are metres", () => {
  const metres = distanceMetres({ lat: 54.6, lon: 2.3 }, { lat: 54.61, lon: 2.3 });
  expect(metres).toBeGreaterThan(1105);
  expect(metres).toBeLessThan(1120);
  expect(distanceMetres({ lat: 54.6, lon: 2.3 }, { lat: 54.6, lon: 2.3 })).toBe(0);
});
