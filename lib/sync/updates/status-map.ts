import { mayMove, reportStates, stateFromLabel } from "@/lib/reports/states";
import type { StateReason } from "@/lib/sync/updates/decision";
import type { ReportState } from "@/prisma/generated/enums";

/** What a connection's own map says of a word; null = it leaves the state as it is. */
export type StatusMatch = { state: ReportState | null; ignore: boolean };

/** What a connection understands by words. */
export type StatusMap = {
  /** `closed` is a state of its own; without, whatever is closed counts as fixed. */
  extendedStatuses: boolean;
  /** What it tells counts unless somebody has moved the report since; else unless anybody has said anything since. */
  exactStates?: boolean;
  /** By word in the spelling of `normaliseStatus`. */
  matches: ReadonlyMap<string, StatusMatch>;
};

export type Meaning =
  | { kind: "state"; state: ReportState }
  /** The state stays, and the update says that it does. */
  | { kind: "unchanged" }
  /** The item says nothing of the state. */
  | {
      kind: "nothing";
      because: StateReason & ("unknown_word" | "no_word" | "left_alone" | "not_for_back_ends");
    }
  /** The item is not taken in. */
  | { kind: "ignore" };

/** The states that a back end may put a report in. */
export const backEndStates: readonly ReportState[] = reportStates.filter(
  (state) => state === "planned" || mayMove("backend", "planned", state),
);

/** What the field's words mean where their names are not ours. Source: spec/integration.md 5.6. */
const builtIn: ReadonlyMap<string, ReportState> = new Map([
  ["open", "confirmed"],
  ["fixed", "fixed_council"],
  ["not_councils_responsibility", "not_responsible"],
  ["no_further_action", "unable_to_fix"],
]);

/**
 * What a back end's word means. An unknown one is never taken for anything.
 * @param word in the spelling of `normaliseStatus`; undefined when nothing was said
 */
export function meaningOf(word: string | undefined, { matches, extendedStatuses }: StatusMap): Meaning {
  if (word === undefined) return { kind: "nothing", because: "no_word" };
  const match = matches.get(word);
  if (match?.ignore) return { kind: "ignore" };
  if (match) {
    return match.state === null ? { kind: "nothing", because: "left_alone" } : asState(match.state);
  }
  return builtInMeaning(word, extendedStatuses);
}

/** What the word means where the connection's own map does not know it. */
export function builtInMeaning(word: string, extendedStatuses: boolean): Meaning {
  if (word === "unchanged") return { kind: "unchanged" };
  if (word === "closed") return { kind: "state", state: extendedStatuses ? "closed" : "fixed_council" };
  const state = builtIn.get(word) ?? stateFromLabel(word);
  return state === null ? { kind: "nothing", because: "unknown_word" } : asState(state);
}

const asState = (state: ReportState): Meaning =>
  backEndStates.includes(state)
    ? { kind: "state", state }
    : { kind: "nothing", because: "not_for_back_ends" };
