import type { OfferedCategory } from "@/lib/bodies/offer";
import type { OfferedQuestion } from "@/lib/bodies/questions";

export const STEPS = ["place", "category", "questions", "photos", "details", "you", "review"] as const;
export type StepName = (typeof STEPS)[number];

export const stepId = (step: StepName): `step-${StepName}` => `step-${step}`;

/** The step that an address's fragment names; null for any other fragment. */
export const stepOfHash = (hash: string): StepName | null =>
  STEPS.find((step) => `#${stepId(step)}` === hash) ?? null;

/** What is asked or told; attributes that the browser fills are neither. */
export const shownQuestions = (category: OfferedCategory | null): OfferedQuestion[] =>
  (category?.questions ?? []).filter(({ automated }) => automated === "asked");

/** The steps in their order, without one that has nothing to ask. */
export const stepsFor = (category: OfferedCategory | null): StepName[] =>
  STEPS.filter((step) => step !== "questions" || shownQuestions(category).length > 0);

/** Where a field of the posted form stands. Fields nobody sees belong to the last step. */
export function stepOfField(field: string): StepName {
  const [name = ""] = field.split(".");
  switch (name) {
    case "point":
    case "lat":
    case "lon":
      return "place";
    case "categoryId":
    case "category":
      return "category";
    case "answers":
      return "questions";
    case "photoIds":
    case "photos":
      return "photos";
    case "title":
    case "detail":
      return "details";
    case "email":
    case "name":
    case "phone":
    case "showName":
      return "you";
    default:
      return "review";
  }
}

/** The id of the element that a fault is shown at. */
export function elementOfField(field: string): string {
  const [name = "", ...rest] = field.split(".");
  if (name === "answers") return answerId(rest.join("."));
  if (name === "point") return stepId("place");
  if (name === "categoryId") return "category";
  if (name === "photoIds") return "photos";
  return stepOfField(field) === "review" ? stepId("review") : name;
}

/** Codes come from back ends and may hold anything; an id may hold no blank. */
export const answerId = (code: string): string => `answer-${code.replace(/[^\w-]/g, "_")}`;

/** The first step, in the order of the form, that has something wrong. */
export const firstFaulty = (fields: readonly string[]): StepName | null =>
  STEPS.find((step) => fields.some((field) => stepOfField(field) === step)) ?? null;

/** Faults in the order of the form, as they stand in the summary. */
export const inFormOrder = (fields: readonly string[]): string[] =>
  [...fields].sort((a, b) => STEPS.indexOf(stepOfField(a)) - STEPS.indexOf(stepOfField(b)));
