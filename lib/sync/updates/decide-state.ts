import { kindOf, mayMove } from "@/lib/reports/states";
import type { Decision, StateReason } from "@/lib/sync/updates/decision";
import { type Facts, isShown } from "@/lib/sync/updates/facts";
import { type Meaning, meaningOf, type StatusMap } from "@/lib/sync/updates/status-map";
import type { ReportState } from "@/prisma/generated/enums";

export type StateDecision = {
  told: Decision["state"];
  /** What the update says that the report is in; null = it says nothing of it. */
  newState: ReportState | null;
};

/**
 * Whether an item is older than what is known of the report: than what its back end itself has told since, or, if anybody else has
 * spoken as well, than the last public thing (where both sides tell exactly what moves a report: than the last move of others). Items told one after the other are so never older than each other, however late the
 * report itself was changed. Source: spec/integration.md 5.6, with the rule of the first update carried on to all of the back end's.
 */
export function isOlder(facts: Facts, at: Date, { exactStates = false }: Partial<StatusMap> = {}): boolean {
  if (facts.toldUpTo !== null && at < facts.toldUpTo) return true;
  const others = exactStates ? facts.othersMovedAt : facts.othersSpoke ? facts.updatedAt : null;
  return others !== null && at < others;
}

/**
 * What an item's word does to a report; null when the connection's map says that such items are not taken in.
 * @param at when it was said, after clamping
 */
export function decideState(
  facts: Facts,
  word: string | undefined,
  at: Date,
  map: StatusMap,
): StateDecision | null {
  const meaning = meaningOf(word, map);
  if (meaning.kind === "ignore") return null;
  if (facts.postedByBody && meaning.kind !== "unchanged")
    return decideForReporters(facts, word, at, meaning, map);
  const meant = meantState(meaning, facts.state);
  const because =
    meaning.kind === "nothing" ? meaning.because : whyState(facts, meant ?? facts.state, at, map);
  return {
    told: { word: word ?? null, meant, before: facts.state, applied: because === "moved", because },
    newState: because === "fixed_already" ? null : meant,
  };
}

/**
 * Of a report that the back end's own site posted to us, it tells what people write there. Such words move the report as far as its
 * reporter might; how the work stands is ours to say, and what it repeats of that may be old by now.
 */
function decideForReporters(
  facts: Facts,
  word: string | undefined,
  at: Date,
  meaning: Exclude<Meaning, { kind: "ignore" | "unchanged" }>,
  map: StatusMap,
): StateDecision {
  const told = { word: word ?? null, before: facts.state };
  const meant = reporterMeans(word, meaning);
  if (meant === null) {
    const because = meaning.kind === "nothing" ? meaning.because : "ours_to_say";
    return { told: { ...told, meant: null, applied: false, because }, newState: null };
  }
  const why = whyState(facts, meant, at, map);
  const because = why === "moved" && !mayMove("reporter", facts.state, meant) ? "ours_to_say" : why;
  const applied = because === "moved";
  return { told: { ...told, meant, applied, because }, newState: applied ? meant : null };
}

function reporterMeans(word: string | undefined, meaning: Meaning): ReportState | null {
  if (word === "reopen") return "confirmed";
  return meaning.kind === "state" && kindOf(meaning.state) === "fixed" ? "fixed_user" : null;
}

function meantState(meaning: Meaning, now: ReportState): ReportState | null {
  if (meaning.kind === "state") return meaning.state;
  return meaning.kind === "unchanged" ? now : null;
}

function whyState(facts: Facts, meant: ReportState, at: Date, map: StatusMap): StateReason {
  const { state } = facts;
  if (kindOf(state) === "fixed" && kindOf(meant) === "fixed") return "fixed_already";
  if (meant === state) return "same";
  if (!isShown(facts)) return "not_shown";
  return isOlder(facts, at, map) ? "older" : "moved";
}
