import { mergeQuestions } from "@/lib/bodies/merge-questions";
import type { OfferedQuestion } from "@/lib/bodies/questions";
import type { ServiceAttribute, ServiceDefinition } from "@/lib/open311/documents";
import type { Entry } from "@/lib/published/services/catalogue";

/**
 * What is asked about one service: the questions of all its bodies, each once, in one order. Attributes that we fill ourselves are
 * left out; notices are attributes without an answer (`variable` false).
 */
export function defineService(entries: readonly Entry[]): ServiceDefinition {
  return {
    serviceCode: String(entries[0]?.category.id),
    attributes: mergeQuestions(entries.map(({ questions }) => questions)).map(attributeOf),
  };
}

function attributeOf(question: OfferedQuestion, place: number): ServiceAttribute {
  const { code, datatype, variable, automated, description, datatypeDescription, values } = question;
  return {
    ...{ variable, code, datatype, description },
    // As it is checked: nobody can be made to answer what is no question.
    required: question.required && variable && automated === "asked",
    ...(datatypeDescription && { datatypeDescription }),
    // The standard wants each number once, beginning at 1.
    order: place + 1,
    values: values.map(({ key, name, stops }) => ({ key, name, ...(stops && { disableMessage: stops }) })),
    ...(automated === "hidden_field" && { automated }),
  };
}
