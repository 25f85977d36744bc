import { ReportState } from "@/prisma/generated/enums";

const states: readonly string[] = Object.values(ReportState);

/** What a back end's word for a status may mean: a state, the one that the report has, or that the item is left out. */
export type StatusMeaning = ReportState | "unchanged" | "ignore";

/** The file writes states as FixMyStreet does: `fixed - council`, `in progress`. */
export const stateName = (state: ReportState): string =>
  state.replace(/^fixed_/, "fixed - ").replaceAll("_", " ");

/** However it is spaced; plain `fixed` is the council's. Null for a word that is no state. */
export function stateOfName(name: string): ReportState | null {
  const state = name
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, "_");
  if (state === "fixed") return "fixed_council";
  return states.includes(state) ? (state as ReportState) : null;
}

export const stateNames: readonly string[] = Object.values(ReportState).map(stateName);
