import { expect, test } from "vitest";
import { literally, wildcards } from "@/lib/open311/wildcards";

test.each([
  ["WASTE_*", "waste_1", true],
  ["WASTE_*", "my WASTE_1", false],
  ["*bin*", "A bin is full", true],
  ["A\\*B", "A*B", true],
  ["A\\*B", "AxB", false],
  ["A\\*B*", "a*b and more", true],
  ["a.b", "axb", false],
  ["a\\b", "a\\b", true],
])("“%s” is “%s”: %s", (pattern, text, known) => {
  expect(wildcards([pattern])(text)).toBe(known);
});

test("a text is meant literally, whatever stands in it", () => {
  for (const text of ["A*B", "**", "a\\*b", "plain"]) {
    const isIt = wildcards([literally(text)]);
    expect([isIt(text), isIt(text.replace("*", "x") + (text.includes("*") ? "" : "y"))]).toEqual([
      true,
      false,
    ]);
  }
});
