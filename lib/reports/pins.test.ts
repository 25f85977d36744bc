import "@/lib/testing/database";
import { expect, test } from "vitest";
import { tileAt, tileBounds } from "@/lib/geo/mercator";
import { noFilter } from "@/lib/reports/filter";
import { pinsInTile, readPins } from "@/lib/reports/pins";
import { makeCategory, makeDelivery, makeReport } from "@/lib/testing/factories";

const town = { lat: 54.6, lon: 2.3 };

/** `count` reports spread over the tile, row by row. */
async function fill(
  { z, x, y }: { z: number; x: number; y: number },
  count: number,
  data: Parameters<typeof makeReport>[0],
) {
  const { west, east, south, north } = tileBounds({ z, x, y });
  const side = Math.ceil(Math.sqrt(count));
  for (let index = 0; index < count; index++) {
    const lon = west + ((east - west) * ((index % side) + 0.5)) / side;
    const lat = south + ((north - south) * (Math.floor(index / side) + 0.5)) / side;
    await makeReport({ ...data, lat, lon });
  }
}

test("a tile shows its few public reports as pins, and nothing of its neighbours", async () => {
  const tile = tileAt({ lat: 50, lon: 10 }, 15);
  const report = await makeReport({ lat: 50, lon: 10, state: "planned", title: "Hole" });
  await makeReport({ lat: 50, lon: 10.2 });
  expect(await readPins(tile, noFilter)).toEqual({
    pins: [{ id: report.id, lat: 50, lon: 10, kind: "progress", title: "Hole" }],
    clusters: [],
  });
});

test.each(["unconfirmed", "private", "hidden"] as const)(
  "a report that is %s is on no map",
  async (visibility) => {
    const place = { lat: -20, lon: visibility.length };
    const { z, x, y } = tileAt(place, 15);
    await makeReport({ ...place, visibility });
    expect(await pinsInTile(z, x, y, noFilter)).toEqual({ pins: [], clusters: [] });
  },
);

test("at low zoom many reports become clusters that count every one of them, inside their tile", async () => {
  const categoryId = (await makeCategory()).id;
  const tile = tileAt(town, 12);
  await fill(tile, 30, { categoryId, state: "confirmed", reporterId: null });
  await fill(tile, 12, { categoryId, state: "fixed_council", reporterId: null });
  const { pins, clusters } = await readPins(tile, noFilter);
  const sum = (kind: "open" | "fixed") =>
    clusters.reduce((total, { counts }) => total + (counts[kind] ?? 0), 0);
  const single = (kind: string) => pins.filter((pin) => pin.kind === kind).length;
  expect(sum("open") + single("open")).toBe(30);
  expect(sum("fixed") + single("fixed")).toBe(12);
  expect(clusters.length).toBeGreaterThan(1);
  const { west, east, south, north } = tileBounds(tile);
  for (const { lat, lon } of clusters) {
    expect(lat).toBeGreaterThan(south);
    expect(lat).toBeLessThan(north);
    expect(lon).toBeGreaterThan(west);
    expect(lon).toBeLessThan(east);
  }
});

test("state and category narrow clusters and pins alike", async () => {
  const place = { lat: 10, lon: 10 };
  const tile = tileAt(place, 14);
  const [holes, lamps] = [await makeCategory(), await makeCategory()];
  await fill(tile, 30, { categoryId: holes.id, state: "confirmed", reporterId: null });
  await makeReport({ ...place, categoryId: lamps.id, state: "confirmed" });
  await makeReport({ ...place, categoryId: lamps.id, state: "closed" });
  const lampsOnly = await readPins(tile, { ...noFilter, categoryIds: [lamps.id], kinds: ["open"] });
  expect(lampsOnly.pins.map(({ kind }) => kind)).toEqual(["open"]);
  const holesOnly = await readPins(tile, { ...noFilter, categoryIds: [holes.id] });
  const clustered = holesOnly.clusters.reduce((sum, { counts }) => sum + (counts.open ?? 0), 0);
  expect(clustered + holesOnly.pins.length).toBe(30);
});

test("a body's map holds only what was passed to it", async () => {
  const place = { lat: 60, lon: 60 };
  const [mine, other] = [await makeReport(place), await makeReport(place)];
  const { bodyId } = await makeDelivery({ reportId: mine.id });
  await makeDelivery({ reportId: other.id });
  const { pins } = await readPins(tileAt(place, 15), noFilter, bodyId);
  expect(pins.map(({ id }) => id)).toEqual([mine.id]);
});
