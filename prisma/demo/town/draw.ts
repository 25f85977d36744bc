import { difference, type Geom, intersection } from "polyclip-ts";
import { apart, buildingsIn } from "@/prisma/demo/town/buildings";
import { streetNames } from "@/prisma/demo/town/names";
import { boundary, builtUp, coast, railway, river, riverHalfWidth } from "@/prisma/demo/town/plan";
import { grounds, lake, landmarks, villages, woods } from "@/prisma/demo/town/plan-land";
import { roads } from "@/prisma/demo/town/plan-roads";
import {
  blob,
  box,
  contains,
  length,
  lineDistance,
  type Point,
  type Polygon,
  pairs,
  type Ring,
  seeded,
  smooth,
  strip,
} from "@/prisma/demo/town/plane";
import { subdivide } from "@/prisma/demo/town/subdivide";
import { type Land, type Place, type Street, type Ward, writeTown } from "@/prisma/demo/town/write";

/*
 * Draws the demo town: `npx tsx prisma/demo/town/draw.ts`. Same output each time; the output is committed,
 * so this runs only when somebody changes the plan.
 */

const random = seeded(20_240_611);
const cut = (a: Polygon[], ...others: Polygon[]) => difference(a as Geom, ...(others as Geom[])) as Polygon[];
const meet = (a: Polygon, b: Polygon) => intersection(a as Geom, b as Geom) as Polygon[];

const water: Polygon = [strip(river, riverHalfWidth)];
const built = meet([builtUp], [coast])[0] as Polygon;
const city = meet([boundary], [coast])[0] as Polygon;

// 1. The wards: four wedges around the town bridge, along the river and the two great roads, so that they tile the city.
const bridge: Point = river.reduce((best, p) => (Math.abs(p[0] - 95) < Math.abs(best[0] - 95) ? p : best));
const roadLine = (name: string) => roads.find((r) => r.name === name)?.line ?? [];
const upstream = river.slice(0, river.indexOf(bridge) + 1).reverse();
const downstream = river.slice(river.indexOf(bridge));
const north: Point[] = [bridge, [60, -260], [20, 40], ...roadLine("Great North Road")];
const south: Point[] = [bridge, ...roadLine("Ferry Road").filter((p) => p[1] < -430)];
const far = 15_000;
const wedge = (a: Point[], corners: Point[], b: Point[]): Polygon => [
  [...a, ...corners, ...[...b].reverse()],
];
const ward = (name: string, shape: Polygon): Ward => ({ name, polygon: meet(city, shape)[0] as Polygon });
const wards = [
  ward("Northgate", wedge(north, [[-far, far]], upstream)),
  ward("Harbour", wedge(downstream, [[far, far]], north)),
  ward("Southbank", wedge(south, [[far, -far]], downstream)),
  ward("Millfield", wedge(upstream, [[-far, -far]], south)),
];
const wardAt = (p: Point) => wards.find((w) => contains(w.polygon, p))?.name;

// 2. Blocks and streets: what roads, river, railway and grounds leave of the built-up land, cut again and again.
const corridors = [
  ...roads.map((r): Polygon => [strip(r.line, () => 0.5)]),
  [strip(river, (i) => riverHalfWidth(i) + 13)] as Polygon,
  [strip(railway, () => 13)] as Polygon,
  ...grounds.map((g): Polygon => [g.ring]),
  ...landmarks.flatMap((l): Polygon[] =>
    l.size ? [[box(l.at, l.size[0] + 16, l.size[1] + 16, l.turn)]] : [],
  ),
];
const quarters = cut([built], ...corridors).filter((p) => Math.abs(length(p[0] as Ring)) > 150);
const parts = quarters.map((quarter) => subdivide(quarter, random));
const blocks = parts.flatMap((p) => p.blocks);

const nameOf = streetNames(random);
const middleOf = (line: Point[]): Point => {
  const [a, b] = [line[0] as Point, line.at(-1) as Point];
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
};
const streets: Street[] = parts
  .flatMap((p) => p.streets)
  .map((line) => ({ line, out: Math.hypot(...middleOf(line)) }))
  .sort((a, b) => a.out - b.out)
  .map(({ line, out }) => ({
    name: nameOf({ old: out < 330, length: length(line) }),
    kind: out < 175 ? "pedestrian" : "residential",
    line,
  }));

// Two of a name in different wards, so that a search has to ask back.
for (const [name, homes] of [
  ["Church Street", ["Northgate", "Southbank"]],
  ["Mill Lane", ["Millfield", "Harbour"]],
  ["Station Road", ["Millfield"]],
] as const)
  for (const home of homes) {
    const near = name === "Station Road" ? 300 : 520;
    const fit = streets
      .filter(
        (s) =>
          s.kind === "residential" && s.name.split(" ").length === 2 && wardAt(middleOf(s.line)) === home,
      )
      .map((s) => ({
        s,
        off:
          Math.abs(Math.hypot(middleOf(s.line)[0], middleOf(s.line)[1] + (near === 300 ? 980 : 0)) - near) -
          length(s.line),
      }))
      .sort((a, b) => a.off - b.off)[0];
    if (fit) fit.s.name = name;
  }

for (const r of roads) streets.push({ name: r.name, kind: r.kind, line: r.line });
streets.push({ name: "Rushmere Coast Line", kind: "rail", line: railway });
const bank = strip(river, (i) => riverHalfWidth(i) + 6)
  .slice(0, river.length)
  .filter((p) => p[0] > -1700 && p[0] < 1900);
streets.push({ name: "Riverside Walk", kind: "path", line: bank });
for (const park of grounds.filter((g) => g.paths)) {
  const points = park.ring.slice(0, -1);
  const at = (share: number) => points[Math.floor(share * points.length)] as Point;
  const [x, y] = middleOf([at(0.1), at(0.6)]);
  streets.push({ name: "", kind: "path", line: smooth([at(0.1), [x + 25, y - 18], at(0.6)]) });
  streets.push({
    name: "",
    kind: "path",
    line: smooth([at(0.36), [x - 12, y + 22], [x + 25, y - 18], at(0.86)]),
  });
}

// 3. The land.
const land: Land[] = [{ kind: "residential", polygon: built }];
for (const v of villages)
  land.push({ kind: "residential", polygon: [blob(v.at, v.size, v.size * 0.6, v.size, 0.2)] });
for (const w of woods)
  for (const polygon of meet([w.ring], [coast])) land.push({ kind: w.kind, name: w.name, polygon });
for (const g of grounds) land.push({ kind: g.kind, name: g.name, polygon: [g.ring] });
land.push(
  { kind: "pitch", polygon: [box([-430, 1400], 96, 60, 0.3)] },
  { kind: "pitch", polygon: [box([1205, 985], 60, 40, 0.5)] },
);
land.push(
  { kind: "water", name: "River Wick", polygon: water },
  { kind: "water", name: lake.name, polygon: [lake.ring] },
);
const sand = coast.filter((p) => p[0] > 2300 && p[1] > 200 && p[1] < 5200);
land.push(
  ...meet([strip(sand, (i) => 14 + 12 * Math.sin(i / 4) ** 2)], [coast]).map((polygon) => ({
    kind: "sand",
    polygon,
  })),
);
for (const r of roads)
  for (const [from, to] of crossings(r.line))
    land.push({
      kind: "bridge",
      polygon: [strip(r.line.slice(from, to + 1), () => (r.kind === "primary" ? 9 : 8))],
    });
land.push(
  {
    kind: "pier",
    polygon: [
      strip(
        [
          [2420, -180],
          [2560, -200],
          [2640, -260],
        ],
        () => 7,
      ),
    ],
  },
  {
    kind: "pier",
    polygon: [
      strip(
        [
          [2430, -900],
          [2570, -860],
          [2660, -780],
        ],
        () => 7,
      ),
    ],
  },
);

const civic = landmarks.flatMap((l) =>
  l.size ? [{ kind: "civic", name: l.name, polygon: [box(l.at, ...l.size, l.turn)] }] : [],
);
land.push(...civic);
const keepOff = [...civic.map((c) => c.polygon[0] as Ring)];
const clearOf = (house: Ring) => keepOff.every((ring) => apart(house, ring, 5));
for (const block of blocks)
  land.push({
    kind: "building",
    polygons: buildingsIn(block, random)
      .filter(clearOf)
      .map((ring) => [ring]),
  });
for (const v of villages) land.push({ kind: "building", polygons: cottages(v.at, v.size) });
for (let i = 0; i < 5; i++)
  land.push({
    kind: "building",
    polygon: [box([1965 + i * 48, -725 + (i % 2) * 12], 34, 58 - (i % 3) * 10, -0.05)],
  });

/** Index ranges of a line's vertices that lie over the river. */
function crossings(line: Point[]): [number, number][] {
  const over = line.map((p) => contains(water, p) || lineDistance(p, river) < 25);
  const out: [number, number][] = [];
  over.forEach((wet, i) => {
    const previous = out.at(-1);
    if (wet && previous && previous[1] === i - 1) previous[1] = i;
    else if (wet) out.push([i, i]);
  });
  return out
    .filter(([from, to]) => to > from && line.slice(from, to + 1).some((p) => contains(water, p)))
    .map(([from, to]) => [Math.max(0, from - 1), to + 1]);
}

/** Houses strung along the roads of a village. */
function cottages(at: Point, size: number): Polygon[] {
  const out: Ring[] = [];
  for (const { line } of roads)
    for (const [a, b] of pairs(line)) {
      const middle = middleOf([a, b]);
      if (Math.hypot(middle[0] - at[0], middle[1] - at[1]) > size * 0.7) continue;
      const turn = Math.atan2(b[1] - a[1], b[0] - a[0]);
      for (const side of [1, -1]) {
        const off = side * (19 + random() * 8);
        const house = box(
          [middle[0] - Math.sin(turn) * off, middle[1] + Math.cos(turn) * off],
          10 + random() * 7,
          9,
          turn,
        );
        if (random() < 0.75 && out.every((other) => apart(house, other, 2))) out.push(house);
      }
    }
  return out.map((ring) => [ring]);
}

const places: Place[] = [
  { name: "Alderwick", kind: "town", at: [0, 20] },
  ...villages.map((v): Place => ({ name: v.name, kind: "village", at: v.at })),
  { name: "Northgate", kind: "quarter", at: [-560, 1050] },
  { name: "Harbour", kind: "quarter", at: [1700, 120] },
  { name: "Southbank", kind: "quarter", at: [620, -1330] },
  { name: "Millfield", kind: "quarter", at: [-1000, -1350] },
  { name: "Wick Bay", kind: "sea", at: [4300, -700] },
  ...landmarks.map((l): Place => ({ name: l.name, kind: l.kind, at: l.at })),
];

await writeTown({
  coast,
  city,
  wards,
  streets: streets.filter((s) => s.line.length > 1),
  land,
  places,
  wardAt,
  random,
});
