import { writeFile } from "node:fs/promises";
import { between, distance, length, type Point, type Polygon, pairs } from "@/prisma/demo/town/plane";
import { place, placeLine, placeRing } from "@/prisma/demo/town/warp";

export type Street = { name: string; kind: string; line: Point[] };
export type Land = { kind: string; name?: string | undefined; polygon?: Polygon; polygons?: Polygon[] };
export type Place = { name: string; kind: string; at: Point };
export type Ward = { name: string; polygon: Polygon };
export type Town = {
  coast: Point[];
  city: Polygon;
  wards: Ward[];
  streets: Street[];
  land: Land[];
  places: Place[];
  wardAt: (p: Point) => string | undefined;
  random: () => number;
};

type Feature = {
  type: "Feature";
  properties: Record<string, string>;
  geometry: { type: string; coordinates: unknown };
};
type MapRow = { layer: string; kind: string; name: string; shape: string };

const here = (file: string) => new URL(file, import.meta.url);
const shape = (polygon: Polygon, tolerance?: number) => polygon.map((ring) => placeRing(ring, tolerance));

/** Writes the GeoJSON files, the gazetteer, and the compact copy that the map renderer imports. */
export async function writeTown(town: Town): Promise<void> {
  const polygon = (properties: Record<string, string>, p: Polygon, tolerance?: number): Feature => ({
    type: "Feature",
    properties,
    geometry: { type: "Polygon", coordinates: shape(p, tolerance) },
  });
  const boundary = [polygon({ name: "Alderwick" }, town.city, 0.2)];
  const wards = town.wards.map((w) => polygon({ name: w.name }, w.polygon, 0.2));
  const county = [polygon({ name: "Rushmere" }, [town.coast], 2)];
  const streets = town.streets.map(
    (s): Feature => ({
      type: "Feature",
      properties: s.name ? { name: s.name, kind: s.kind } : { kind: s.kind },
      geometry: { type: "LineString", coordinates: placeLine(s.line, 0.8) },
    }),
  );
  const land = town.land.flatMap((l): Feature[] => {
    const properties = l.name ? { name: l.name, kind: l.kind } : { kind: l.kind };
    const tolerance = l.kind === "building" || l.kind === "civic" ? 1.8 : 1.2;
    if (l.polygon) return [polygon(properties, l.polygon, tolerance)];
    if (!l.polygons?.length) return [];
    const coordinates = l.polygons.map((p) => shape(p, tolerance));
    return [{ type: "Feature", properties, geometry: { type: "MultiPolygon", coordinates } }];
  });
  const places = town.places.map(
    (p): Feature => ({
      type: "Feature",
      properties: { name: p.name, kind: p.kind },
      geometry: { type: "Point", coordinates: place(p.at) },
    }),
  );

  const files = { boundary, wards, county, streets, land, places };
  for (const [file, features] of Object.entries(files))
    await writeFile(here(`./${file}.geojson`), collection(features));
  await writeFile(here("./gazetteer.csv"), gazetteer(town));
  const rows = Object.entries(files).flatMap(([layer, features]) =>
    features.flatMap((f) => mapRows(layer, f)),
  );
  await writeFile(here("../../../lib/geo/town-map/town.json"), `${JSON.stringify({ rows }, null, 2)}\n`);
}

/** One feature a line, so that a changed street is a changed line. */
function collection(features: Feature[]): string {
  return `{"type":"FeatureCollection","features":[\n${features.map((f) => JSON.stringify(f)).join(",\n")}\n]}\n`;
}

function mapRows(layer: string, { properties, geometry }: Feature): MapRow[] {
  const lines = { Point: 0, LineString: 1, Polygon: 2, MultiPolygon: 3 }[geometry.type] as number;
  const nested = (
    lines === 0
      ? [[[geometry.coordinates]]]
      : lines === 1
        ? [[geometry.coordinates]]
        : lines === 2
          ? [geometry.coordinates]
          : geometry.coordinates
  ) as [number, number][][][];
  return [
    {
      layer,
      kind: properties.kind ?? "",
      name: properties.name ?? "",
      shape: nested.map((rings) => rings.map(encode).join(" ")).join("|"),
    },
  ];
}

/** Millionths of a degree as differences, in base 36 with the sign first: `+a-3+0…`, short and free of escapes. */
function encode(line: [number, number][]): string {
  let [lon, lat] = [0, 0];
  return line
    .map(([x, y]) => {
      const [nextLon, nextLat] = [Math.round(x * 1e6), Math.round(y * 1e6)];
      const text = [nextLon - lon, nextLat - lat]
        .map((n) => (n < 0 ? "-" : "+") + Math.abs(n).toString(36))
        .join("");
      [lon, lat] = [nextLon, nextLat];
      return text;
    })
    .join("");
}

function gazetteer({ streets, places, wardAt, random }: Town): string {
  const rows: string[] = ["name,lat,lon,kind"];
  const add = (name: string, at: Point, kind: string) => {
    const [lon, lat] = place(at);
    rows.push(`${/[",]/.test(name) ? `"${name}"` : name},${lat.toFixed(6)},${lon.toFixed(6)},${kind}`);
  };
  const named = streets.filter((s) => s.name && s.kind !== "rail");
  const seen = new Set<string>();
  for (const { name, line } of named) {
    const ambiguous = named.filter((s) => s.name === name).length > 1;
    const middle = cityMiddle(line, wardAt);
    const full = ambiguous ? `${name}, ${wardAt(middle) ?? "Rushmere"}` : name;
    if (!seen.has(full)) add(full, middle, "street");
    seen.add(full);
  }
  for (const p of places) if (p.kind !== "sea") add(p.name, p.at, p.kind);
  const letters = "ABDEFGHJLNPQRSTUWXYZ";
  const letter = () => letters[Math.floor(random() * letters.length)] as string;
  const homes = named.filter((s) => s.kind === "residential");
  const codes = new Set<string>();
  while (codes.size < 40) {
    const home = homes[Math.floor(random() * homes.length)] as Street;
    const middle = cityMiddle(home.line, wardAt);
    const sector = ["Northgate", "Harbour", "Southbank", "Millfield"].indexOf(wardAt(middle) ?? "") + 1;
    const code = `AW${sector} ${1 + Math.floor(random() * 9)}${letter()}${letter()}`;
    if (!sector || codes.has(code)) continue;
    codes.add(code);
    add(code, middle, "postcode");
  }
  return `${rows.join("\n")}\n`;
}

/** The point halfway along the part of a street that lies in the city, or halfway along all of it. */
function cityMiddle(line: Point[], wardAt: Town["wardAt"]): Point {
  const inside = line.filter((p) => wardAt(p));
  const part = inside.length > 1 ? inside : line;
  let left = length(part) / 2;
  for (const [a, b] of pairs(part)) {
    const step = distance(a, b);
    if (left <= step) return between(a, b, step ? left / step : 0);
    left -= step;
  }
  return part[0] as Point;
}
