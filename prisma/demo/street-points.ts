import distance from "@turf/distance";
import type { Point } from "@/lib/geo/point";
import type { Chance } from "@/prisma/demo/random";
import { type Street, townStreets } from "@/prisma/demo/town-files";

const centre: [number, number] = [2.3, 54.6];
const METRES_PER_DEGREE = 111_320;

/** More is reported where more people are. */
const busy: Readonly<Record<string, number>> = { pedestrian: 2, primary: 2, secondary: 1.7, residential: 1 };

export type Spot = { street: Street; point: Point };

/** Gives out places on the town's streets, more of them in the middle and on main roads. */
export function spotPicker(): (chance: Chance) => Spot {
  const streets = townStreets().filter(({ kind }) => kind in busy);
  let total = 0;
  const upTo = streets.map((street) => {
    const [lon = 0, lat = 0] = street.line[Math.floor(street.line.length / 2)] ?? [];
    const away = distance([lon, lat], centre, { units: "kilometers" });
    total += lengthOf(street) * (busy[street.kind] ?? 1) * (0.25 + Math.exp(-away / 1.3));
    return total;
  });
  return (chance) => {
    const wanted = chance.between(0, total);
    const street = streets[upTo.findIndex((sum) => sum >= wanted)] ?? streets[0];
    if (!street) throw new Error("the town has no streets");
    return { street, point: pointOn(street, chance) };
  };
}

const steps = ({ line }: Street) =>
  line.slice(1).map((to, index) => {
    const from = line[index] ?? to;
    return { from, to, length: distance(from, to, { units: "meters" }) };
  });

const lengthOf = (street: Street): number => steps(street).reduce((sum, { length }) => sum + length, 0);

/** Somewhere along it, a few metres to either side. */
function pointOn(street: Street, chance: Chance): Point {
  let left = chance.next() * lengthOf(street);
  const aside = chance.between(-5, 5) / METRES_PER_DEGREE;
  for (const { from, to, length } of steps(street)) {
    if (left <= length && length > 0) {
      const share = left / length;
      const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
      const norm = Math.hypot(dx, dy) || 1;
      const lon = from[0] + dx * share - ((dy / norm) * aside) / Math.cos((from[1] * Math.PI) / 180);
      return { lat: round(from[1] + dy * share + (dx / norm) * aside), lon: round(lon) };
    }
    left -= length;
  }
  const [lon = 0, lat = 0] = street.line.at(-1) ?? [];
  return { lat, lon };
}

const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
