import { expect, test } from "vitest";
import { type Change, chooseTemplate, type Template } from "@/lib/sync/updates/choose-template";
import { matchCode } from "@/lib/sync/updates/code-pattern";

let last = 0;
const template = (more: Partial<Template>): Template => ({
  ...{ id: ++last, text: "", emailText: null, state: null, externalStatusCode: null, categoryIds: [] },
  ...more,
});
const dim = 1;
const kerb = 2;
const general = template({ state: "in_progress" });
const forDim = template({ state: "in_progress", categoryIds: [dim] });
const c9 = template({ externalStatusCode: "C9" });
const planned = template({ state: "planned" });
const all = [general, forDim, c9, planned];

const change = (more: Partial<Change>): Change => ({
  ...{ before: "confirmed", after: "in_progress", codeBefore: "", code: "", categoryId: dim },
  ...more,
});
const chosen = (more: Partial<Change>, templates: readonly Template[] = all) =>
  chooseTemplate(change(more), templates)?.template ?? null;

test("AC-089: the code comes before the state, the category's own before a general one", () => {
  expect(chosen({ code: "C9" })).toBe(c9);
  expect(chosen({ code: "C1" })).toBe(forDim);
  expect(chosen({ categoryId: kerb })).toBe(general);
  expect(chooseTemplate(change({ code: "C9" }), all)?.because).toBe("code");
  expect(chooseTemplate(change({}), all)?.because).toBe("state");
});

test("AC-090: a code that is gone, or the same as before, is no change", () => {
  const same = { before: "in_progress", after: "in_progress" } as const;
  expect(chosen({ ...same, codeBefore: "C9", code: "" })).toBeNull();
  expect(chosen({ ...same, codeBefore: "C9", code: "C9" })).toBeNull();
});

test("a new code under the same state never gets the words for the state, nor the other way round", () => {
  expect(chosen({ before: "in_progress", after: "in_progress", code: "C1" })).toBeNull();
  expect(chosen({ before: "confirmed", after: "in_progress", codeBefore: "C9", code: "C9" })).toBe(forDim);
  expect(
    chosen({ before: "fixed_user", after: "fixed_council" }, [template({ state: "fixed_council" })]),
  ).toBeNull();
  expect(chosen({ after: null, code: "C9" })).toBe(c9);
  expect(chosen({ after: null })).toBeNull();
});

test("AC-092: a template for a state and a code is no answer to that state with another code", () => {
  const both = template({ state: "in_progress", externalStatusCode: "C9" });
  expect(chosen({ code: "C1" }, [both])).toBeNull();
  expect(chosen({}, [both])).toBeNull();
});

test("a template of other categories is not looked at", () => {
  expect(chosen({ categoryId: kerb }, [forDim])).toBeNull();
});

test("of codes with wildcards the most particular wins: the fewest wildcards, then the fewest stars, then its own category", () => {
  const patterns = ["A:*:*", "A:*:9", "A:+:9", "A:1:9", "*:*:*"].map((externalStatusCode) =>
    template({ externalStatusCode }),
  );
  const pick = (code: string, from = patterns) => chosen({ code }, from)?.externalStatusCode ?? null;
  expect(pick("A:1:9")).toBe("A:1:9");
  expect(pick("A:2:9")).toBe("A:+:9");
  expect(pick("A::9")).toBe("A:*:9");
  expect(pick("A:2:8")).toBe("A:*:*");
  expect(pick("B:2:8")).toBe("*:*:*");
  expect(pick("B:2")).toBeNull();
  const [wide, own] = [
    template({ externalStatusCode: "C*" }),
    template({ externalStatusCode: "*9", categoryIds: [dim] }),
  ];
  expect(chosen({ code: "C9" }, [wide, own])).toBe(own);
});

test.each([
  ["C9", "C9", true],
  ["C9", "c9", false],
  ["C*", "C", true],
  ["C+", "C", false],
  ["C+", "C9", true],
  ["*9*", "19191", true],
  ["*", "a:b", false],
  ["a:*", "a:", true],
  ["*a+b*", "xxabbb", true],
  ["*a+b*", "xxab", false],
  ["+*", "a", true],
  ["+", "", false],
  [".9", "C9", false],
])("the code %s and %s: %s", (pattern, code, matches) => {
  expect(matchCode(pattern, code) !== null).toBe(matches);
});

test("a pattern made to be slow is not", () => {
  const started = performance.now();
  expect(matchCode(`${"*a".repeat(50)}b`, "a".repeat(20_000))).toBeNull();
  expect(performance.now() - started).toBeLessThan(500);
});
