import type { OfferedCategory } from "@/lib/bodies/offer";
import type { OfferedQuestion } from "@/lib/bodies/questions";

/** An offered category for tests. */
export const category = (more: Partial<OfferedCategory> = {}): OfferedCategory => ({
  id: 1,
  name: "Pothole",
  groups: [],
  hint: "",
  private: false,
  bodies: [],
  questions: [],
  ...more,
});

/** A question for tests. */
export const question = (more: Partial<OfferedQuestion> = {}): OfferedQuestion => ({
  code: "depth",
  description: "How deep?",
  datatype: "string",
  datatypeDescription: "",
  required: false,
  variable: true,
  automated: "asked",
  order: 0,
  stopsForm: false,
  values: [],
  ...more,
});
