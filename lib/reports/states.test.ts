import { expect, test } from "vitest";
import {
  kindOf,
  labelKeyOf,
  labelOfState,
  type Mover,
  mayMove,
  reportStates,
  stateFromLabel,
  statesOfKinds,
} from "@/lib/reports/states";
import states from "@/messages/en/states.json";
import { ReportState } from "@/prisma/generated/enums";

test("every state of the database has a kind and a label that a message stands behind", () => {
  expect([...reportStates].sort()).toEqual(Object.values(ReportState).sort());
  for (const state of reportStates) {
    expect(states.kind[kindOf(state)]).toBeTruthy();
    expect(states.label[labelKeyOf(state)]).toBeTruthy();
  }
});

test("FixMyStreet's names lead to our states and back", () => {
  for (const state of reportStates) expect(stateFromLabel(labelOfState(state))).toBe(state);
});

test.each([
  ["In Progress", "in_progress"],
  ["in_progress", "in_progress"],
  ["fixed - council", "fixed_council"],
  ["FIXED - USER", "fixed_user"],
  ["fixed", "fixed_council"],
  [" unable to  fix ", "unable_to_fix"],
  ["hidden", null],
  ["unconfirmed", null],
  ["", null],
  ["constructor", null],
])("the name %j means %s", (label, state) => {
  expect(stateFromLabel(label)).toBe(state);
});

test("kinds and their states belong together", () => {
  expect(statesOfKinds(["fixed"])).toEqual(["fixed_user", "fixed_council"]);
  expect(statesOfKinds([])).toEqual([]);
  expect(statesOfKinds(["open", "progress", "fixed", "closed"])).toEqual(reportStates);
});

const cells: [Mover, ReportState, ReportState, boolean][] = [
  ["citizen", "confirmed", "fixed_user", true],
  ["citizen", "planned", "fixed_user", true],
  ["citizen", "confirmed", "fixed_council", false],
  ["citizen", "confirmed", "withdrawn", false],
  ["citizen", "fixed_council", "confirmed", false],
  ["citizen", "closed", "fixed_user", false],
  ["reporter", "confirmed", "fixed_user", true],
  ["reporter", "confirmed", "withdrawn", true],
  ["reporter", "fixed_council", "confirmed", true],
  ["reporter", "unable_to_fix", "confirmed", true],
  ["reporter", "withdrawn", "confirmed", true],
  ["reporter", "confirmed", "closed", false],
  ["reporter", "fixed_council", "fixed_user", false],
  ["staff", "confirmed", "investigating", true],
  ["staff", "in_progress", "confirmed", true],
  ["staff", "fixed_user", "confirmed", true],
  ["staff", "fixed_user", "fixed_council", false],
  ["staff", "confirmed", "fixed_user", false],
  ["staff", "confirmed", "withdrawn", false],
  ["backend", "fixed_council", "confirmed", true],
  ["backend", "fixed_user", "fixed_council", false],
  ["backend", "closed", "fixed_council", true],
  ["backend", "confirmed", "withdrawn", false],
  ["system", "confirmed", "for_triage", true],
  ["system", "for_triage", "confirmed", true],
  ["system", "confirmed", "closed", false],
];

test.each(cells)("%s, from %s to %s: %s", (mover, from, to, allowed) => {
  expect(mayMove(mover, from, to)).toBe(allowed);
});

test.each(["citizen", "reporter", "staff", "backend", "system"] as const)(
  "%s: staying is no move, and no fixed state becomes another fixed one",
  (mover) => {
    for (const state of reportStates) expect(mayMove(mover, state, state)).toBe(false);
    expect(mayMove(mover, "fixed_user", "fixed_council")).toBe(false);
    expect(mayMove(mover, "fixed_council", "fixed_user")).toBe(false);
  },
);
