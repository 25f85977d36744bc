import { expect, test } from "vitest";
import { SendRule } from "@/lib/bodies/send-rule";
import { type Judged, ruledOutcome, ruleFor } from "@/lib/delivery/send-rules";

const report: Judged = {
  category: "Street light",
  title: "Lamp out",
  detail: "Dark near the School gate",
  answers: [
    { code: "column", value: "12" },
    { code: "kind", value: ["dim", "flickers"] },
  ],
  areas: ["alderwick", "harbour-ward"],
};

const rule = (when: object): SendRule =>
  SendRule.parse({ when, do: "defer", reason: "The map service is down" });

test.each([
  ["every report", {}, true],
  ["its category", { categories: ["Potholes", "street light"] }, true],
  ["another category", { categories: ["Potholes"] }, false],
  ["a word of the text, whatever its case", { text: ["SCHOOL"] }, true],
  ["a word of the title", { text: ["nothing", "lamp"] }, true],
  ["no word of it", { text: ["bridge"] }, false],
  ["an area", { areas: ["harbour-ward"] }, true],
  ["another area", { areas: ["hill-ward"] }, false],
  ["an answer", { answers: { column: ["11", "12"] } }, true],
  ["one of several answers", { answers: { kind: ["flickers"] } }, true],
  ["another answer", { answers: { column: ["1"] } }, false],
  ["a question without an answer", { answers: { height: ["1"] } }, false],
  ["all of it", { categories: ["Street light"], areas: ["alderwick"], answers: { kind: ["dim"] } }, true],
  ["all but one", { categories: ["Street light"], areas: ["hill-ward"] }, false],
])("a rule about %s", (_, when, applies) => {
  expect(ruleFor([rule(when)], report) !== undefined).toBe(applies);
});

test("the first rule that applies counts", () => {
  const skip = SendRule.parse({ when: { text: ["lamp"] }, do: "skip", reason: "Test" });
  expect(ruleFor([rule({ text: ["bridge"] }), skip, rule({})], report)).toBe(skip);
});

test("skipped counts as sent, deferred as failed for now", () => {
  expect(ruledOutcome({ ...rule({}), do: "skip" })).toMatchObject({ kind: "sent", externalId: null });
  expect(ruledOutcome(rule({}))).toEqual({
    kind: "failed",
    reason: "The map service is down",
    retry: true,
    ambiguous: false,
  });
});

test.each([
  [{ when: {}, do: "later", reason: "x" }],
  [{ when: { category: ["x"] }, do: "skip", reason: "x" }],
  [{ when: { categories: [] }, do: "skip", reason: "x" }],
  [{ when: {}, do: "skip", reason: " " }],
])("%j is no rule", (wrong) => {
  expect(SendRule.safeParse(wrong).success).toBe(false);
});
