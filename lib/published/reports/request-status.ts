import { normaliseStatus, sentStatus } from "@/lib/open311/status";
import { reportStates } from "@/lib/reports/states";
import type { ReportState } from "@/prisma/generated/enums";

/** A report's state in the standard's two words, or in the extended ones. */
export const requestStatus = (state: ReportState, extended: boolean): string =>
  sentStatus(state, { extended, markReopen: false, reopened: false }).toLowerCase();

/** Each word by the states that it stands for; the standard's two stand for all that is open, and all that is not. */
const statesByWord = new Map<string, ReportState[]>();
for (const extended of [true, false]) {
  for (const word of new Set(reportStates.map((state) => requestStatus(state, extended)))) {
    statesByWord.set(
      word,
      reportStates.filter((state) => requestStatus(state, extended) === word),
    );
  }
}

export const statusWords: readonly string[] = [...statesByWord.keys()].sort();

/** The states that a comma list of words means, however they are spelt; null where one of them is none. */
export function statesMeant(text: string): ReportState[] | null {
  const words = text.split(",").flatMap((word) => normaliseStatus(word) ?? []);
  const states = new Set<ReportState>();
  for (const word of words) {
    const known = statesByWord.get(word);
    if (!known) return null;
    for (const state of known) states.add(state);
  }
  return words.length === 0 ? null : [...states];
}
