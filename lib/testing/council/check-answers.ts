import type { ServiceAttribute } from "@/lib/open311/documents";

/**
 * What is wrong with the answers to a service's questions, one sentence each; unknown attributes are let through,
 * as the real adapter does.
 */
export function checkAnswers(
  questions: readonly ServiceAttribute[],
  answers: Map<string, string[]>,
): string[] {
  return questions
    .filter((question) => question.variable)
    .flatMap((question) => {
      const given = answers.get(question.code) ?? [];
      if (given.length === 0) return question.required ? [`attribute[${question.code}] is required.`] : [];
      if (given.length > 1 && question.datatype !== "multivaluelist") {
        return [`attribute[${question.code}] takes one value.`];
      }
      return given.flatMap((value) => checkValue(question, value));
    });
}

function checkValue(question: ServiceAttribute, value: string): string[] {
  const complaint = (text: string) => [`attribute[${question.code}] ${text}`];
  switch (question.datatype) {
    case "number":
      return Number.isFinite(Number(value)) ? [] : complaint("must be a number.");
    case "datetime":
      return Number.isNaN(Date.parse(value)) ? complaint("must be an ISO 8601 date.") : [];
    case "singlevaluelist":
    case "multivaluelist":
      return question.values.some(({ key }) => key === value) ? [] : complaint("must be one of its values.");
    default:
      return [];
  }
}
