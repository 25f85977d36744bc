import { beforeEach, expect, test } from "vitest";
import "@/lib/testing/database";
import { db } from "@/lib/db";
import { boxOf, validateAreaGeometry } from "@/lib/geo/area-geometry";
import { areasAt, areasAtMany } from "@/lib/geo/areas-at";
import { type Box, boxPolygon, makeArea } from "@/lib/testing/factories";

const town: Box = [2.25, 54.57, 2.35, 54.63];
const rings = (box: Box) => boxPolygon(box).coordinates;
const names = async (lat: number, lon: number) => (await areasAt({ lat, lon })).map(({ name }) => name);

beforeEach(() => db.area.deleteMany());

async function makeShape(name: string, json: unknown) {
  const geometry = validateAreaGeometry(json);
  return makeArea({ name, geometry, ...boxOf(geometry) });
}

test("every area that holds the point is found, the smallest first", async () => {
  await makeArea({ name: "County", box: [2, 54, 3, 55], type: "county" });
  await makeArea({ name: "City", box: town });
  await makeArea({ name: "Elsewhere", box: [10, 54, 11, 55] });
  expect(await areasAt({ lat: 54.6, lon: 2.3 })).toMatchObject([
    { name: "City", type: "council" },
    { name: "County", type: "county" },
  ]);
  expect(await names(54.1, 2.1)).toEqual(["County"]);
  expect(await names(50, 2.1)).toEqual([]);
});

test("inside the box is not inside the area", async () => {
  const triangle = [
    [
      [2, 54],
      [3, 54],
      [2, 55],
      [2, 54],
    ],
  ];
  await makeShape("Triangle", { type: "Polygon", coordinates: triangle });
  expect(await names(54.2, 2.2)).toEqual(["Triangle"]);
  expect(await names(54.8, 2.8)).toEqual([]);
});

test("a hole is outside, its island inside, borders belong to the area", async () => {
  await makeShape("Ring", {
    type: "MultiPolygon",
    coordinates: [
      [...rings([2, 54, 3, 55]), ...rings([2.2, 54.2, 2.8, 54.8])],
      rings([2.4, 54.4, 2.6, 54.6]),
    ],
  });
  expect(await names(54.1, 2.1)).toEqual(["Ring"]);
  expect(await names(54.3, 2.3)).toEqual([]);
  expect(await names(54.5, 2.5)).toEqual(["Ring"]);
  expect(await names(54, 2.5)).toEqual(["Ring"]);
});

test("a retired area is gone at once, though it was asked for a moment ago", async () => {
  const area = await makeArea({ name: "City", box: town });
  expect(await names(54.6, 2.3)).toEqual(["City"]);
  await db.area.update({ where: { id: area.id }, data: { deletedAt: new Date() } });
  expect(await names(54.6, 2.3)).toEqual([]);
});

test("a redrawn area counts at once", async () => {
  const area = await makeArea({ name: "City", box: town });
  expect(await names(54.58, 2.26)).toEqual(["City"]);
  const geometry = validateAreaGeometry(boxPolygon([2.28, 54.57, 2.35, 54.63]));
  await db.area.update({ where: { id: area.id }, data: { geometry, ...boxOf(geometry) } });
  expect(await names(54.58, 2.26)).toEqual([]);
  expect(await names(54.58, 2.3)).toEqual(["City"]);
});

test("of many points each is answered as it would be alone", async () => {
  await makeArea({ name: "County", box: [2, 54, 3, 55], type: "county" });
  await makeArea({ name: "City", box: town });
  const points = [
    { lat: 54.6, lon: 2.3 },
    { lat: 50, lon: 2.1 },
    { lat: 54.1, lon: 2.1 },
  ];
  const together = await areasAtMany(points);
  expect(together.map((areas) => areas.map(({ name }) => name))).toEqual([
    ["City", "County"],
    [],
    ["County"],
  ]);
  expect(together).toEqual(await Promise.all(points.map(areasAt)));
  expect(await areasAtMany([])).toEqual([]);
});
