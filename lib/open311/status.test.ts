import { expect, test } from "vitest";
import { normaliseStatus, sentStatus } from "@/lib/open311/status";

test.each([
  ["Open", "open"],
  ["OPEN", "open"],
  [" In Progress ", "in_progress"],
  ["action-scheduled", "action_scheduled"],
  ["NOT_COUNCILS_RESPONSIBILITY", "not_councils_responsibility"],
  ["weird  word", "weird_word"],
  [" ", undefined],
  [null, undefined],
])("the status %s is %s", (word, expected) => {
  expect(normaliseStatus(word)).toBe(expected);
});

test.each([
  ["confirmed", "OPEN", "OPEN"],
  ["for_triage", "OPEN", "FOR_TRIAGE"],
  ["investigating", "OPEN", "INVESTIGATING"],
  ["in_progress", "OPEN", "IN_PROGRESS"],
  ["planned", "OPEN", "ACTION_SCHEDULED"],
  ["action_scheduled", "OPEN", "ACTION_SCHEDULED"],
  ["fixed_user", "CLOSED", "FIXED"],
  ["fixed_council", "CLOSED", "FIXED"],
  ["closed", "CLOSED", "CLOSED"],
  ["unable_to_fix", "CLOSED", "NO_FURTHER_ACTION"],
  ["not_responsible", "CLOSED", "NOT_COUNCILS_RESPONSIBILITY"],
  ["duplicate", "CLOSED", "DUPLICATE"],
  ["internal_referral", "CLOSED", "INTERNAL_REFERRAL"],
  ["cancelled", "CLOSED", "CANCELLED"],
  ["withdrawn", "CLOSED", "CLOSED"],
] as const)("AC-107: the state %s goes out as %s, extended as %s", (state, basic, full) => {
  const plain = { markReopen: false, reopened: false };
  expect(sentStatus(state, { extended: false, ...plain })).toBe(basic);
  expect(sentStatus(state, { extended: true, ...plain })).toBe(full);
});

test("a report that was opened again says so to a back end that knows the word, and to no other", () => {
  const of = (extended: boolean, markReopen: boolean) =>
    sentStatus("confirmed", { extended, markReopen, reopened: true });
  expect([of(true, true), of(true, false), of(false, true)]).toEqual(["REOPEN", "OPEN", "OPEN"]);
  expect(sentStatus("closed", { extended: true, markReopen: true, reopened: true })).toBe("CLOSED");
});
