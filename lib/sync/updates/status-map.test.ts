import { expect, test } from "vitest";
import { normaliseStatus } from "@/lib/open311/status";
import { meaningOf, type StatusMatch } from "@/lib/sync/updates/status-map";
import type { ReportState } from "@/prisma/generated/enums";

const read = (
  word: string | undefined,
  matches: Record<string, StatusMatch> = {},
  extendedStatuses = false,
) => meaningOf(normaliseStatus(word), { matches: new Map(Object.entries(matches)), extendedStatuses });

test.each<[word: string, ReportState]>([
  ["OPEN", "confirmed"],
  ["CLOSED", "fixed_council"],
  ["FIXED", "fixed_council"],
  ["NOT_COUNCILS_RESPONSIBILITY", "not_responsible"],
  ["NO_FURTHER_ACTION", "unable_to_fix"],
  ["INVESTIGATING", "investigating"],
  ["in_progress", "in_progress"],
  ["In Progress", "in_progress"],
  ["PLANNED", "planned"],
  ["action-scheduled", "action_scheduled"],
  ["DUPLICATE", "duplicate"],
  ["INTERNAL_REFERRAL", "internal_referral"],
  ["CANCELLED", "cancelled"],
  ["FOR_TRIAGE", "for_triage"],
  ["fixed - council", "fixed_council"],
  ["unable to fix", "unable_to_fix"],
])("AC-075: %s means %s", (word, state) => {
  expect(read(word)).toEqual({ kind: "state", state });
});

test("AC-075: closed is a state of its own where the connection has extended statuses", () => {
  expect(read("CLOSED", {}, true)).toEqual({ kind: "state", state: "closed" });
});

test.each([
  ["WOBBLY", "unknown_word"],
  ["hidden", "unknown_word"],
  ["unconfirmed", "unknown_word"],
  ["constructor", "unknown_word"],
  ["fixed - user", "not_for_back_ends"],
  ["withdrawn", "not_for_back_ends"],
  [undefined, "no_word"],
])("AC-076: %s means no state: %s", (word, because) => {
  expect(read(word)).toEqual({ kind: "nothing", because });
});

test("UNCHANGED is the state that it is in", () => {
  expect(read("UNCHANGED")).toEqual({ kind: "unchanged" });
});

test("the connection's own map comes first: another state, none, or not at all", () => {
  const matches = {
    in_progress: { state: "planned", ignore: false },
    job_raised: { state: "investigating", ignore: false },
    wobbly: { state: null, ignore: false },
    closed: { state: null, ignore: true },
    gone: { state: "withdrawn", ignore: false },
  } as const;
  expect(read("IN_PROGRESS", matches)).toEqual({ kind: "state", state: "planned" });
  expect(read("Job raised", matches)).toEqual({ kind: "state", state: "investigating" });
  expect(read("WOBBLY", matches)).toEqual({ kind: "nothing", because: "left_alone" });
  expect(read("CLOSED", matches)).toEqual({ kind: "ignore" });
  expect(read("GONE", matches)).toEqual({ kind: "nothing", because: "not_for_back_ends" });
  expect(read("OPEN", matches)).toEqual({ kind: "state", state: "confirmed" });
});
