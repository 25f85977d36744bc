import { shownQuestions } from "@/components/report/form/form-steps";
import type { OfferedCategory } from "@/lib/bodies/offer";

/**
 * Why this report cannot be made here, and what to do instead: a notice that ends the form, or an answer that does.
 * Null = go on.
 */
export function stopOf(
  category: OfferedCategory | null,
  answerTo: (code: string) => string | string[],
): string | null {
  for (const question of shownQuestions(category)) {
    if (!question.variable) {
      if (question.stopsForm) return question.description;
      continue;
    }
    const chosen = [answerTo(question.code)].flat();
    const stop = question.values.find(({ key, stops }) => stops && chosen.includes(key))?.stops;
    if (stop) return stop;
  }
  return null;
}
