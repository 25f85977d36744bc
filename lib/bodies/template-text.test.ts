import { expect, test } from "vitest";
import { fillTemplate, placeholdersIn } from "@/lib/bodies/template-text";

test.each([
  ["no placeholder", "Thank you.", {}, "Thank you."],
  [
    "the description, everywhere",
    "{{description}} – {{ description }}",
    { description: "On it" },
    "On it – On it",
  ],
  ["no description", "Thanks.\n\n{{description}}", {}, "Thanks."],
  ["an extra", "Crew {{extras.crew}}", { extras: { crew: "7" } }, "Crew 7"],
  ["an extra by its short name", "Crew {{crew}}", { extras: { crew: "7" } }, "Crew 7"],
  ["an extra that nobody told", "Crew {{crew}}.", {}, "Crew ."],
  ["a date", "By {{targetDate}}", { extras: { targetDate: "2026-12-01T10:00:00+01:00" } }, "By 01/12/2026"],
  ["a date that nobody told", "By {{targetDate}}", { extras: { targetDate: " " } }, "By TBC"],
  ["what an object inherits", "{{constructor}}{{toString}}", {}, ""],
  ["money in the words", "{{description}}", { description: "costs $1 and $&" }, "costs $1 and $&"],
  ["a placeholder in what is filled in", "{{description}}", { description: "{{crew}}" }, "{{crew}}"],
])("%s", (_, text, told, filled) => {
  expect(fillTemplate(text, told)).toBe(filled);
});

test("the placeholders of a text are told once each, extras by their short names", () => {
  expect(placeholdersIn("{{description}} {{ crew }} {{extras.crew}} {{}} {description}")).toEqual([
    "description",
    "crew",
  ]);
});
