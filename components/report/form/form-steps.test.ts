import { expect, test } from "vitest";
import {
  answerId,
  elementOfField,
  firstFaulty,
  inFormOrder,
  stepOfField,
  stepOfHash,
  stepsFor,
} from "@/components/report/form/form-steps";
import { category, question } from "@/lib/testing/offered";

test("a category without questions has no step for them", () => {
  expect(stepsFor(null)).not.toContain("questions");
  expect(stepsFor(category())).not.toContain("questions");
});

test("a question, or a notice, makes a step of its own after the category", () => {
  const asked = stepsFor(category({ questions: [question()] }));
  expect(asked.indexOf("questions")).toBe(asked.indexOf("category") + 1);
  expect(stepsFor(category({ questions: [question({ variable: false })] }))).toContain("questions");
});

test("an attribute that nobody is asked for makes no step", () => {
  expect(stepsFor(category({ questions: [question({ automated: "hidden_field" })] }))).not.toContain(
    "questions",
  );
});

test.each([
  ["point", "place"],
  ["point.lat", "place"],
  ["categoryId", "category"],
  ["answers.depth.cm", "questions"],
  ["photoIds", "photos"],
  ["detail", "details"],
  ["email", "you"],
  ["formKey", "review"],
])("a fault of %s is shown in the step %s", (field, step) => {
  expect(stepOfField(field)).toBe(step);
});

test("the form jumps to the first step with a fault, whatever the order of the faults", () => {
  expect(firstFaulty(["email", "answers.depth", "title"])).toBe("questions");
  expect(firstFaulty([])).toBeNull();
});

test("the summary lists the faults in the order of the form", () => {
  expect(inFormOrder(["email", "title", "categoryId"])).toEqual(["categoryId", "title", "email"]);
});

test("the summary's links lead to elements of the form", () => {
  expect(elementOfField("answers.how deep?")).toBe(answerId("how deep?"));
  expect(answerId("how deep?")).toMatch(/^[\w-]+$/);
  expect(elementOfField("categoryId")).toBe("category");
  expect(elementOfField("photoIds")).toBe("photos");
  expect(elementOfField("title")).toBe("title");
  expect(elementOfField("formKey")).toBe("step-review");
});

test("only the address of a step names one", () => {
  expect(stepOfHash("#step-you")).toBe("you");
  expect(stepOfHash("#main")).toBeNull();
  expect(stepOfHash("")).toBeNull();
});
