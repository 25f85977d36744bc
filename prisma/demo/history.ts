import type { Phrases } from "@/prisma/demo/phrases/phrases";
import { anyLater, notOurs, planned, refusedWork, seen, thanks } from "@/prisma/demo/phrases/places";
import type { Chance } from "@/prisma/demo/random";
import type { ReportState } from "@/prisma/generated/enums";

const DAY = 86_400_000;

/** Something that was said about a report, and by whom. */
export type Event = {
  by: "body" | "reporter" | "citizen";
  at: Date;
  text: string;
  newState: ReportState | null;
};

export type History = { state: ReportState; events: Event[] };

type Words = Pick<Phrases, "later" | "begun" | "done">;

type Step = { days: [number, number]; share?: number; state: ReportState; texts: readonly string[] };

const look: Step = { days: [0.3, 5], share: 0.75, state: "investigating", texts: seen };

/** How reports go that a body works on, and how many of them. */
const paths = (phrases: Words) =>
  ({
    fixed: {
      weight: 60,
      steps: [
        look,
        { days: [1, 12], share: 0.5, state: "in_progress", texts: phrases.begun },
        { days: [1, 18], state: "fixed_council", texts: phrases.done },
      ],
    },
    planned: {
      weight: 14,
      steps: [
        look,
        { days: [4, 20], state: "planned", texts: planned },
        { days: [15, 60], share: 0.4, state: "action_scheduled", texts: phrases.begun },
        { days: [20, 90], state: "fixed_council", texts: phrases.done },
      ],
    },
    unable: { weight: 9, steps: [look, { days: [4, 18], state: "unable_to_fix", texts: refusedWork }] },
    elsewhere: { weight: 3, steps: [{ days: [1, 9], state: "not_responsible", texts: notOurs }] },
    lookedAt: { weight: 5, steps: [{ ...look, share: 1 }] },
    forgotten: { weight: 9, steps: [] },
  }) as const satisfies Record<string, { weight: number; steps: readonly Step[] }>;

/**
 * What became of a report up to now: the body's answers, what others said meanwhile, and the state it is in.
 * @param worked false where nobody has been told yet: only citizens speak then
 */
export function historyOf(
  chance: Chance,
  report: { confirmedAt: Date; phrases: Words; worked: boolean },
  now: Date,
): History {
  const { confirmedAt, phrases, worked } = report;
  const all = paths(phrases);
  const weights = Object.fromEntries(
    Object.entries(all).map(([name, { weight }]) => [name, weight]),
  ) as Record<keyof typeof all, number>;
  const steps: readonly Step[] = worked ? all[chance.weighted(weights)].steps : [];
  const events: Event[] = [];
  let at = confirmedAt.getTime();
  let state: ReportState = "confirmed";
  for (const step of steps) {
    at += chance.between(...step.days) * DAY;
    if (!chance.happens(step.share ?? 1) || step.texts.length === 0) continue;
    const text = chance.pick(step.texts);
    if (at >= now.getTime()) break;
    state = step.state;
    events.push({ by: "body", at: officeHours(at, chance, now), text, newState: state });
  }
  const settled = state === "fixed_council" ? (events.at(-1)?.at ?? null) : null;
  events.push(...comments(chance, report, settled ?? now));
  if (settled && chance.happens(0.15)) events.push(...thankYou(chance, settled, now, null));
  const open = state === "confirmed" || state === "investigating" || state === "planned";
  if (open && chance.happens(0.12)) {
    const done = thankYou(chance, new Date(at + 4 * DAY), now, "fixed_user");
    events.push(...done);
    if (done.length > 0) state = "fixed_user";
  }
  return { state, events: events.sort((a, b) => a.at.getTime() - b.at.getTime()) };
}

function comments(
  chance: Chance,
  { confirmedAt, phrases }: { confirmedAt: Date; phrases: Words },
  until: Date,
): Event[] {
  const span = until.getTime() - confirmedAt.getTime();
  const count = chance.happens(0.22) ? chance.whole(1, 2) : 0;
  const texts = new Set(Array.from({ length: count }, () => chance.pick([...phrases.later, ...anyLater])));
  return [...texts].flatMap((text) => {
    const at = new Date(confirmedAt.getTime() + chance.between(0.1, 0.9) * Math.min(span, 60 * DAY));
    return span > DAY ? [{ by: "citizen" as const, at, text, newState: null }] : [];
  });
}

function thankYou(chance: Chance, after: Date, now: Date, newState: ReportState | null): Event[] {
  const at = new Date(after.getTime() + chance.between(0.2, 6) * DAY);
  const text = chance.pick(thanks);
  return at < now ? [{ by: newState ? "reporter" : "citizen", at, text, newState }] : [];
}

/** Councils answer by day, between 8 and 17; never in the future. */
function officeHours(time: number, chance: Chance, now: Date): Date {
  const date = new Date(time);
  date.setUTCHours(chance.whole(8, 16), chance.whole(0, 59), chance.whole(0, 59), 0);
  return date.getTime() < time || date >= now ? new Date(time) : date;
}
