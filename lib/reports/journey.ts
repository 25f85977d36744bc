import { type DeliveryChapter, deliveryStory } from "@/lib/delivery/story";
import type { PublicReport } from "@/lib/reports/public-report";
import { kindOf } from "@/lib/reports/states";
import type { ReportState } from "@/prisma/generated/enums";

export type JourneyUpdate = PublicReport["updates"][number];

/** One stop on the line that a report page draws, oldest first; what is still to come stands last. */
export type JourneyStep =
  | { kind: "reported"; at: Date }
  /** `open`: nothing has come of it yet, so that it belongs at the end of the line. */
  | { kind: "delivery"; at: Date | null; chapter: DeliveryChapter; open: boolean }
  /** No body takes such reports here. */
  | { kind: "nobody" }
  /** `state`: what the report became by it; null when that did not change. */
  | { kind: "update"; at: Date; update: JourneyUpdate; state: ReportState | null; reopened: boolean }
  /** The report's state, where no public update tells how it came to be. */
  | { kind: "state"; state: ReportState };

export type Journey = {
  steps: JourneyStep[];
  /** Since when the report is in its present state; null when nobody can tell. */
  since: Date | null;
  /** Something is on its way by itself: the page is worth asking for again. */
  waiting: boolean;
  /** Changes whenever the line does. Made only of what the page shows. */
  version: string;
};

type Told = Pick<
  PublicReport,
  "id" | "state" | "createdAt" | "confirmedAt" | "updatedAt" | "deliveries" | "updates"
>;

/** The whole way of a report from the pin to the repair. */
export function journeyOf(report: Told): Journey {
  const begun = report.confirmedAt ?? report.createdAt;
  const chapters = deliveryStory({ id: report.id, confirmedAt: begun }, report.deliveries);
  const deliveries = chapters.map(deliveryStep);
  const told = tellUpdates(report.updates);
  const sent = deliveries.filter(({ at }) => at !== null);
  // What is settled without a time was so from the start; it stands behind what was sent then, which matters more.
  const firstSent = Math.min(...sent.map(({ at }) => at?.getTime() ?? Number.POSITIVE_INFINITY));
  const settledAt = sent.length > 0 ? firstSent : begun.getTime();
  const settled = deliveries.filter(({ at, open }) => at === null && !open);
  const dated = [...sent, ...settled, ...told.steps].sort(
    (a, b) => (a.at?.getTime() ?? settledAt) - (b.at?.getTime() ?? settledAt),
  );
  const steps: JourneyStep[] = [
    { kind: "reported", at: begun },
    ...(deliveries.length === 0 ? [{ kind: "nobody" } as const] : []),
    ...dated,
    ...deliveries.filter(({ open }) => open),
  ];
  if (told.state !== report.state) steps.push({ kind: "state", state: report.state });
  return {
    steps,
    since: told.state === report.state ? (told.since ?? begun) : null,
    waiting: chapters.some(({ kind }) => kind === "waiting"),
    version: versionOf(report, chapters),
  };
}

function deliveryStep(chapter: DeliveryChapter): Extract<JourneyStep, { kind: "delivery" }> {
  const at = chapter.kind === "sent" ? chapter.sentAt : null;
  const open =
    chapter.kind === "waiting" ||
    chapter.kind === "held" ||
    chapter.kind === "unclear" ||
    chapter.kind === "stuck";
  return { kind: "delivery", at, chapter, open };
}

/** Walks the updates and notes what each changed; ends with the state that they led to, and since when. */
function tellUpdates(updates: readonly JourneyUpdate[]) {
  let state: ReportState = "confirmed";
  let since: Date | null = null;
  const steps = updates.map((update) => {
    const moved = update.stateApplied && update.newState !== null && update.newState !== state;
    const wasOver = kindOf(state) === "fixed" || kindOf(state) === "closed";
    if (moved && update.newState) {
      state = update.newState;
      since = update.createdAt;
    }
    return {
      kind: "update",
      at: update.createdAt,
      update,
      state: moved ? state : null,
      reopened: moved && wasOver && kindOf(state) === "open",
    } as const;
  });
  return { steps, state, since: since as Date | null };
}

function versionOf(report: Told, chapters: readonly DeliveryChapter[]): string {
  const parts = chapters.map((chapter) => {
    if (chapter.kind === "waiting") return chapter.tried ? "tried" : "waiting";
    return "reference" in chapter ? `${chapter.kind}:${chapter.reference ?? ""}` : chapter.kind;
  });
  return [report.state, report.updates.length, report.updatedAt.getTime(), ...parts].join("|");
}

/** A span as people say it: minutes up to two hours, hours up to two days, then days. */
export function spanOf(minutes: number): { unit: "minute" | "hour" | "day"; count: number } {
  if (minutes < 120) return { unit: "minute", count: minutes };
  if (minutes < 2 * 24 * 60) return { unit: "hour", count: Math.round(minutes / 60) };
  return { unit: "day", count: Math.round(minutes / (24 * 60)) };
}
