import { type OfferedQuestion, QuestionOption } from "@/lib/bodies/questions";
import type { Automated } from "@/prisma/generated/enums";

type StoredQuestion = Omit<OfferedQuestion, "automated" | "values"> & {
  automated: Automated;
  values: unknown;
};

const Options = QuestionOption.array();

/**
 * The questions of one category at several bodies as one form: what two bodies ask under the same code is asked once, in the
 * words of the first, is required when either requires it, and offers the answers of both.
 * @param lists per body, each in its order
 */
export function mergeQuestions(lists: readonly (readonly StoredQuestion[])[]): OfferedQuestion[] {
  const merged = new Map<string, OfferedQuestion>();
  for (const { automated, ...stored } of lists.flat()) {
    if (automated === "server_set") continue;
    const question = { ...stored, automated, values: Options.parse(stored.values) };
    const first = merged.get(question.code);
    merged.set(question.code, first ? both(first, question) : question);
  }
  // Stable: equal numbers stay in the order of the bodies.
  return [...merged.values()].sort((a, b) => a.order - b.order);
}

function both(first: OfferedQuestion, second: OfferedQuestion): OfferedQuestion {
  const known = new Set(first.values.map(({ key }) => key));
  return {
    ...first,
    required: first.required || second.required,
    stopsForm: first.stopsForm || second.stopsForm,
    values: [...first.values, ...second.values.filter(({ key }) => !known.has(key))],
  };
}
