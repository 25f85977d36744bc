import { expect, test } from "vitest";
import { decisionOf, decisionWords } from "@/components/admin/updates/decision-words";
import { translator } from "@/lib/messages";
import { type Decision, hiddenReasons, stateReasons } from "@/lib/sync/updates/decision";
import type { Visibility } from "@/prisma/generated/enums";

const labels = translator("states");
const words = {
  t: translator("updateDecisions"),
  states: (key: Parameters<Parameters<typeof decisionWords>[2]["states"]>[0]) => labels(`label.${key}`),
};

const plain: Decision = {
  state: { word: "in_progress", meant: "in_progress", before: "planned", applied: true, because: "moved" },
  text: "description",
  code: { before: "", now: "" },
  template: null,
  time: { said: "2026-05-12T10:00:00.000Z", notBefore: null },
  ...{ hidden: null, category: null, group: null, assignment: null, reference: null, details: null },
  pictures: 0,
};
const said = (change: Partial<Decision>, visibility: Visibility = "public") =>
  decisionWords({ ...plain, ...change }, visibility, words);

test("a state that is older than what is known: kept, and not rewound because newer things are known", () => {
  const state = { ...plain.state, applied: false, because: "older" as const };
  expect(said({ state })).toEqual([
    "Everybody who sees the report sees it.",
    "“in_progress” means In progress. Kept, but the report was not set back to it, because newer things are known.",
    "The words are the back end’s own.",
    "Shown with the back end’s own time.",
  ]);
});

test("all that an item can tell has its sentence", () => {
  const told = said({
    ...{ text: "template", template: { id: 1, because: "code" } },
    category: { outcome: "taken", to: "Kerbs", private: true },
    ...{ group: "same", assignment: "invited", reference: "older", details: "taken", pictures: 2 },
  });
  expect(told).toHaveLength(11);
  expect(told).toContain(
    "The report was put into the category “Kerbs”, which the body keeps private, without sending it again.",
  );
  expect(told.at(-1)).toBe("2 pictures came with it.");
});

test("every reason has words of its own, which name nothing that is missing", () => {
  const all = [
    ...stateReasons.map((because) => said({ state: { ...plain.state, because } })[1]),
    ...hiddenReasons.map((hidden) => said({ hidden }, "hidden")[0]),
  ];
  expect(new Set(all).size).toBe(stateReasons.length + hiddenReasons.length);
  for (const sentence of all) expect(sentence).toMatch(/^[^{}]+\.$/);
});

test("what people hid or showed since is not said to be as it was decided", () => {
  expect(said({}, "hidden")[0]).toContain("means In progress");
  expect(said({ hidden: "says_nothing_new" })[0]).toContain("means In progress");
  expect(said({ hidden: "says_nothing_new" }, "hidden")[0]).toMatch(/^Kept, but not shown/);
});

test("what nobody decided, or what cannot be read, is no decision", () => {
  expect(decisionOf(null)).toBeNull();
  expect(decisionOf({ decision: null })).toBeNull();
  expect(decisionOf({ decision: { state: "old" } })).toBeNull();
  expect(decisionOf({ decision: JSON.parse(JSON.stringify(plain)) })).toEqual(plain);
});
