import { booleanPointInPolygon } from "@turf/boolean-point-in-polygon";
import { type DemoBody, takersAt } from "@/prisma/demo/bodies-at";
import { type History, historyOf } from "@/prisma/demo/history";
import type { Person } from "@/prisma/demo/people";
import { demoCategories } from "@/prisma/demo/phrases/by-category";
import { closings, places } from "@/prisma/demo/phrases/places";
import { Chance, fill } from "@/prisma/demo/random";
import { type Spot, spotPicker } from "@/prisma/demo/street-points";
import { townAreas } from "@/prisma/demo/town-files";

const DAY = 86_400_000;
const SPAN_DAYS = 548;

export type PlannedReport = {
  formKey: string;
  category: string;
  title: string;
  detail: string;
  spot: Spot;
  areaSlugs: string[];
  reporter: Person;
  showName: boolean;
  usedMap: boolean;
  confirmedAt: Date;
  /** Who gets it, by name of the body. */
  takers: DemoBody[];
  history: History;
  chance: Chance;
};

/** The form key of the n-th report: it has chance of its own, so that one is the same whatever became of the others. */
export const formKeyOf = (n: number): string => new Chance(7_919 * (n + 1)).uuid();

/** The town's history, oldest first: the same reports every time, counted back from now. */
export function planReports(
  count: number,
  bodies: readonly DemoBody[],
  people: readonly Person[],
  now: Date,
): PlannedReport[] {
  const pickSpot = spotPicker();
  const areas = townAreas();
  const plan = Array.from({ length: count }, (_, n): PlannedReport => {
    const chance = new Chance(104_729 * (n + 1));
    const spot = pickSpot(chance);
    const areaSlugs = areas
      .filter(({ geometry }) => booleanPointInPolygon([spot.point.lon, spot.point.lat], geometry))
      .map(({ slug }) => slug);
    const category = categoryAt(chance, spot, areaSlugs, bodies);
    const { phrases } = demoCategories[category] ?? demoCategories.Other ?? { phrases: null };
    if (!phrases) throw new Error("the demo has no phrases");
    const takers = takersAt(bodies, areaSlugs, category);
    const confirmedAt = momentOf(chance, 1 - (n + chance.next()) / count, now);
    const problem = chance.pick(phrases.problems);
    const slots = slotsOf(chance, spot);
    const texts = [
      fill(chance, chance.pick(problem.told), slots),
      ...(chance.happens(0.6)
        ? [
            fill(
              chance,
              chance.pick([...(problem.added ?? []), ...(problem.added ?? []), ...phrases.added]),
              slots,
            ),
          ]
        : []),
      ...(chance.happens(0.3) ? [chance.pick(closings)] : []),
    ];
    return {
      formKey: formKeyOf(n),
      category,
      title: fill(chance, chance.pick(problem.titles), slots),
      detail: texts.join(" "),
      spot,
      areaSlugs,
      reporter: chance.pick(people),
      showName: chance.happens(0.4),
      usedMap: chance.happens(0.9),
      confirmedAt,
      takers,
      history: historyOf(
        chance,
        { confirmedAt, phrases: { ...phrases, ...problem }, worked: takers.some(({ held }) => !held) },
        now,
      ),
      chance,
    };
  });
  return plan.sort((a, b) => a.confirmedAt.getTime() - b.confirmedAt.getTime());
}

/** Where and since when, decided once: title and details speak of the same place. */
function slotsOf(chance: Chance, { street }: Spot): Record<string, readonly string[]> {
  const where = fill(chance, chance.pick(places.where), places);
  return { where: [where], since: [chance.pick(places.since)], street: [street.name] };
}

function categoryAt(
  chance: Chance,
  { street }: Spot,
  areaSlugs: string[],
  bodies: readonly DemoBody[],
): string {
  const main = street.kind === "primary" || street.kind === "secondary";
  const weights = Object.fromEntries(
    Object.entries(demoCategories)
      .filter(([name]) => takersAt(bodies, areaSlugs, name).length > 0)
      .map(([name, { weight }]) => {
        if (name === "Bridge or main road") return [name, main ? 14 : 0];
        const needsTraffic = name === "Pothole" || name === "Bus stop";
        return [name, needsTraffic && street.kind === "pedestrian" ? 0 : weight];
      }),
  );
  return chance.weighted(weights);
}

/** @param ago 1 = the beginning of the history, 0 = now; more is reported of late, by day more than by night */
function momentOf(chance: Chance, ago: number, now: Date): Date {
  const date = new Date(now.getTime() - SPAN_DAYS * DAY * ago ** 1.25);
  const hour = Math.floor((chance.between(6, 22) + chance.between(7, 21)) / 2);
  date.setUTCHours(hour, chance.whole(0, 59), chance.whole(0, 59), chance.whole(0, 999));
  const latest = now.getTime() - chance.between(5, 90) * 60_000;
  return new Date(Math.min(date.getTime(), latest));
}
