import { expect, test } from "vitest";
import { type Answer, answersSchema, type OfferedQuestion } from "@/lib/bodies/questions";
import { fieldFaults } from "@/lib/forms";

const question = (more: Partial<OfferedQuestion> = {}): OfferedQuestion => ({
  code: "q",
  description: "What is it?",
  datatype: "string",
  datatypeDescription: "",
  required: false,
  variable: true,
  automated: "asked",
  order: 1,
  stopsForm: false,
  values: [],
  ...more,
});
const list = (datatype: "singlevaluelist" | "multivaluelist", more: Partial<OfferedQuestion> = {}) =>
  question({
    datatype,
    values: [
      { key: "a", name: "A hole" },
      { key: "0", name: "None" },
      { key: "gas", name: "I smell gas", stops: "Ring the gas emergency line." },
    ],
    ...more,
  });
const single = list("singlevaluelist");
const multi = list("multivaluelist");

type Given = Record<string, string | string[]>;
const faults = (questions: OfferedQuestion[], given: Given) => {
  const result = answersSchema(questions).safeParse(given);
  return result.success ? {} : fieldFaults(result.error);
};
const number = question({ datatype: "number" });
const datetime = question({ datatype: "datetime" });
const text = question({ datatype: "text" });

test.each<[string, OfferedQuestion, string | string[], Answer["value"]]>([
  ["text on one line is tidied", question(), "  two\n words ", "two words"],
  ["255 characters fit", question(), "x".repeat(255), "x".repeat(255)],
  ["several lines stay", text, "one\r\ntwo", "one\ntwo"],
  ["4,000 characters fit", text, "x".repeat(4000), "x".repeat(4000)],
  ["zero answers a required question", question({ required: true }), "0", "0"],
  ["the number zero too", question({ datatype: "number", required: true }), "0", "0"],
  ["an option with the key zero too", list("singlevaluelist", { required: true }), "0", "0"],
  ["a whole number as typed", number, " 007 ", "007"],
  ["a decimal comma becomes a point", number, "3,50", "3.50"],
  ["a negative number", number, "−2.5", "-2.5"],
  [
    "a local time gets the site's offset, in winter",
    datetime,
    "2026-11-24T09:30",
    "2026-11-24T09:30:00+00:00",
  ],
  ["and in summer", datetime, "2026-07-01T09:30", "2026-07-01T09:30:00+01:00"],
  ["a time with a zone is the same moment", datetime, "2026-07-01T09:30:00Z", "2026-07-01T10:30:00+01:00"],
  ["one of a list", single, "a", "a"],
  ["several of a list, in its order", multi, ["0", "a"], ["a", "0"]],
  ["one ticked box comes as text", multi, "a", ["a"]],
  ["a box ticked twice counts once", multi, ["a", "a"], ["a"]],
  ["what the browser filled passes", question({ automated: "hidden_field" }), "asset-17", "asset-17"],
])("takes %s", (_, asked, value, kept) => {
  expect(answersSchema([asked]).parse({ q: value })).toEqual([
    { code: "q", description: "What is it?", value: kept },
  ]);
});

test.each<[string, OfferedQuestion, string | string[] | undefined, string]>([
  ["nothing, where something is needed", question({ required: true }), undefined, "Please answer"],
  ["blanks, where something is needed", question({ required: true }), "  ", "Please answer"],
  ["no box ticked, where one is needed", list("multivaluelist", { required: true }), [], "Please answer"],
  ["256 characters", question(), "x".repeat(256), "255"],
  ["4,001 characters", text, "x".repeat(4001), "4,000"],
  ["a word for a number", number, "deep", "number"],
  ["two numbers", number, "3-4", "number"],
  ["a number with an exponent", number, "1e9", "number"],
  ["a thousands separator and a decimal", number, "1.000,5", "number"],
  ["yesterday", datetime, "yesterday", "date"],
  ["a day that is none", datetime, "2026-02-30T10:00", "date"],
  ["a number for a date", datetime, "1700000000", "date"],
  ["an option that is not there", single, "b", "Choose"],
  ["the name for the key", single, "A hole", "Choose"],
  ["one of several that is not there", multi, ["a", "b"], "Choose"],
  ["two answers to a single question", single, ["a", "0"], "one answer"],
  ["two texts", question(), ["a", "b"], "one answer"],
  ["an option that ends the form", single, "gas", "Ring the gas emergency line."],
  ["such an option among several", multi, ["a", "gas"], "Ring the gas emergency line."],
])("refuses %s", (_, asked, value, words) => {
  const found = faults([asked], value === undefined ? {} : { q: value });
  expect(found).toEqual({ q: expect.stringContaining(words) });
});

test("answers stand in the order of the questions, unanswered ones are left out", () => {
  const asked = [question({ code: "one" }), question({ code: "two" }), question({ code: "three" })];
  const answers = answersSchema(asked).parse({ three: "3", two: "", one: "1" });
  expect(answers.map(({ code }) => code)).toEqual(["one", "three"]);
});

test("what nobody asks is not taken: notices, attributes that we fill, inherited names", () => {
  const notice = question({ code: "note", variable: false, required: true });
  const inherited = question({ code: "constructor" });
  expect(answersSchema([notice, inherited]).parse({ note: "x", easting: "1" })).toEqual([]);
});

test("a notice that ends the form refuses every report", () => {
  const notice = question({ code: "stop", variable: false, stopsForm: true, description: "Ring us." });
  expect(faults([notice, question()], { q: "x" })).toEqual({ stop: "Ring us." });
});

test("what the browser should fill is never demanded", () => {
  expect(answersSchema([question({ automated: "hidden_field", required: true })]).parse({})).toEqual([]);
});

test("all faults are told at once", () => {
  const asked = [question({ code: "a", required: true }), question({ code: "b", datatype: "number" })];
  expect(Object.keys(faults(asked, { b: "x" }))).toEqual(["a", "b"]);
});
