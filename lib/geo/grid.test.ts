import { expect, test } from "vitest";
import { fromGrid, isProjection, toGrid } from "@/lib/geo/grid";

// The Ordnance Survey's worked example (Caister water tower), and two round places.
test.each([
  ["EPSG:27700", 52.658, 1.716, 651_410, 313_177],
  ["EPSG:2157", 53.3498, -6.2603, 715_830, 734_697],
  ["EPSG:25832", 52, 9, 500_000, 5_761_038],
])("%s puts %d, %d within metres of %d, %d", (projection, lat, lon, easting, northing) => {
  const grid = toGrid({ lat, lon }, projection);
  expect(Math.abs(grid.easting - easting)).toBeLessThan(10);
  expect(Math.abs(grid.northing - northing)).toBeLessThan(10);
  const back = fromGrid(grid, projection);
  expect(back.lat).toBeCloseTo(lat, 4);
  expect(back.lon).toBeCloseTo(lon, 4);
});

test("a PROJ string stands for any other grid; what is none is refused", () => {
  expect(isProjection("+proj=utm +zone=30 +ellps=WGS84 +units=m")).toBe(true);
  for (const wrong of ["", "EPSG:1", "British", "+proj=nonsense"]) expect(isProjection(wrong)).toBe(false);
});
