import { expect, test } from "vitest";
import { decideState } from "@/lib/sync/updates/decide-state";
import type { StateReason } from "@/lib/sync/updates/decision";
import type { Facts } from "@/lib/sync/updates/facts";
import type { ReportState } from "@/prisma/generated/enums";

const at = (minute: number) => new Date(Date.UTC(2026, 4, 12, 10, minute));

const posted = (state: ReportState, more: Partial<Facts> = {}): Facts => ({
  ...{ reportId: 1, deliveryId: 1, state, visibility: "public", language: "en", updatedAt: at(0) },
  ...{ category: { id: 1, name: "Kerb" }, group: null, answers: [], assignee: null, sentAt: at(0), code: "" },
  ...{
    reference: null,
    details: null,
    answeredAt: null,
    othersSpoke: false,
    othersMovedAt: null,
    postedByBody: true,
  },
  ...{ toldUpTo: null, newest: null, newestOfBody: null, ...more },
});

const map = { extendedStatuses: true, matches: new Map() };

// What a report that another site posted here becomes by what is said there: no more than its reporter might do.
test.each<[string | undefined, ReportState, ReportState | null, StateReason]>([
  ["fixed", "confirmed", "fixed_user", "moved"],
  ["fixed", "in_progress", "fixed_user", "moved"],
  ["fixed", "fixed_council", null, "fixed_already"],
  ["fixed", "closed", null, "ours_to_say"],
  ["reopen", "fixed_council", "confirmed", "moved"],
  ["reopen", "closed", "confirmed", "moved"],
  ["reopen", "in_progress", null, "ours_to_say"],
  ["open", "in_progress", null, "ours_to_say"],
  ["open", "fixed_council", null, "ours_to_say"],
  ["closed", "confirmed", null, "ours_to_say"],
  ["in_progress", "confirmed", null, "ours_to_say"],
  ["unchanged", "in_progress", "in_progress", "same"],
  ["wobbly", "confirmed", null, "unknown_word"],
  [undefined, "confirmed", null, "no_word"],
])("posted to us: %s of one that is %s", (word, state, becomes, because) => {
  const decided = decideState(posted(state), word, at(5), map);
  expect([decided?.newState, decided?.told.because]).toEqual([becomes, because]);
  expect(decided?.told.applied).toBe(because === "moved");
});

test("posted to us: what is older than what others have said since moves nothing", () => {
  const decided = decideState(
    posted("confirmed", { othersSpoke: true, updatedAt: at(9) }),
    "fixed",
    at(5),
    map,
  );
  expect([decided?.newState, decided?.told.because]).toEqual([null, "older"]);
});

test("without words of its own for closed, whoever reported it says that it is over", () => {
  const basic = { ...map, extendedStatuses: false };
  expect(decideState(posted("confirmed"), "closed", at(5), basic)?.newState).toBe("fixed_user");
});

test("where both sides tell exactly what moves a report, words that were said since make nothing older, moves do", () => {
  const facts = posted("confirmed", { postedByBody: false, othersSpoke: true, updatedAt: at(9) });
  const because = (more: Partial<Facts>, exactStates: boolean) =>
    decideState({ ...facts, ...more }, "in_progress", at(5), { ...map, exactStates })?.told.because;
  expect(because({}, false)).toBe("older");
  expect(because({}, true)).toBe("moved");
  expect(because({ othersMovedAt: at(4) }, true)).toBe("moved");
  expect(because({ othersMovedAt: at(6) }, true)).toBe("older");
  expect(because({ toldUpTo: at(6) }, true)).toBe("older");
});
