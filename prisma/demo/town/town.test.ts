import { readFileSync } from "node:fs";
import booleanPointInPolygon from "@turf/boolean-point-in-polygon";
import { parse } from "csv-parse/sync";
import type { FeatureCollection, LineString, Point, Polygon, Position } from "geojson";
import { expect, test } from "vitest";
import town from "@/lib/geo/town-map/town.json";

const text = (file: string) => readFileSync(new URL(file, import.meta.url), "utf8");
const load = <G extends Polygon | LineString | Point>(file: string) =>
  (JSON.parse(text(`./${file}.geojson`)) as FeatureCollection<G>).features;
type Row = { name: string; lat: string; lon: string; kind: string };
const gazetteer: Row[] = parse(text("./gazetteer.csv"), { columns: true });

const [boundary] = load<Polygon>("boundary");
const [county] = load<Polygon>("county");
const wards = load<Polygon>("wards");
if (!boundary || !county) throw new Error("The town has no boundary or no county.");

/** Signed area in square degrees; good enough to compare areas at one latitude. */
function area(ring: Position[] = []): number {
  let sum = 0;
  ring.slice(1).forEach((b, i) => {
    const a = ring[i] as Position;
    sum += (a[0] as number) * (b[1] as number) - (b[0] as number) * (a[1] as number);
  });
  return Math.abs(sum / 2);
}

test("four wards tile the city: the areas add up, and every point lies in exactly one", () => {
  expect(wards.map((w) => w.properties?.name)).toEqual(["Northgate", "Harbour", "Southbank", "Millfield"]);
  const whole = area(boundary.geometry.coordinates[0]);
  const parts = wards.reduce((sum, w) => sum + area(w.geometry.coordinates[0]), 0);
  expect(Math.abs(parts / whole - 1)).toBeLessThan(0.0005);
  let [inside, wrong] = [0, 0];
  for (let lon = 2.24; lon < 2.37; lon += 0.00173)
    for (let lat = 54.57; lat < 54.63; lat += 0.00131) {
      if (!booleanPointInPolygon([lon, lat], boundary)) continue;
      inside++;
      if (wards.filter((w) => booleanPointInPolygon([lon, lat], w)).length !== 1) wrong++;
    }
  expect(inside).toBeGreaterThan(1000);
  // A point within centimetres of a shared line may fall between two simplified copies of it.
  expect(wrong).toBeLessThanOrEqual(2);
});

test("the city lies in its county", () => {
  const out = boundary.geometry.coordinates[0]?.filter((p) => !booleanPointInPolygon(p, county)) ?? [];
  // Along the coast both run on the same line, drawn with fewer points for the county: metres apart, no more.
  for (const [lon = 0, lat = 0] of out)
    expect(
      [-4, 0, 4].some((dx) =>
        [-4, 0, 4].some((dy) => booleanPointInPolygon([lon + dx * 1.6e-5, lat + dy * 9e-6], county)),
      ),
    ).toBe(true);
});

test("every row of the gazetteer lies in the county, has a kind and a name of its own", () => {
  expect(gazetteer.length).toBeGreaterThan(150);
  for (const { name, lat, lon } of gazetteer)
    expect(booleanPointInPolygon([Number(lon), Number(lat)], county), name).toBe(true);
  expect(new Set(gazetteer.map((r) => r.name)).size).toBe(gazetteer.length);
  expect(gazetteer.filter((r) => r.kind === "postcode")).toHaveLength(40);
  expect(new Set(gazetteer.map((r) => r.kind))).toContain("station");
});

test("some names are ambiguous, some are hard to spell", () => {
  const names = gazetteer.map((r) => r.name);
  expect(names).toEqual(
    expect.arrayContaining([
      "Church Street, Northgate",
      "Church Street, Southbank",
      "Mill Lane, Millfield",
      "Mill Lane, Harbour",
    ]),
  );
  expect(names).toEqual(
    expect.arrayContaining(["Tanner's Row", "Lübeck Street", "Stow-on-Wick Road", "Market"]),
  );
});

test("every named street can be found in the gazetteer", () => {
  const found = gazetteer.map((r) =>
    r.name.replace(/, (Northgate|Harbour|Southbank|Millfield|Rushmere)$/, ""),
  );
  const missing = load<LineString>("streets").filter(
    (s) => s.properties?.kind !== "rail" && s.properties?.name && !found.includes(s.properties.name),
  );
  expect(missing).toEqual([]);
});

test("the copy that the map draws was made together with the GeoJSON files", () => {
  const count = (layer: string) => town.rows.filter((r) => r.layer === layer).length;
  for (const layer of ["boundary", "county", "wards", "streets", "land", "places"])
    expect(count(layer), layer).toBe(load(layer).length);
  const names = load<LineString>("streets").map((s) => s.properties?.name ?? "");
  expect(town.rows.filter((r) => r.layer === "streets").map((r) => r.name)).toEqual(names);
});
