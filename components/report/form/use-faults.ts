"use client";

import { type MouseEvent, useEffect, useRef, useState } from "react";
import { faultsIn } from "@/components/report/form/client-faults";
import {
  elementOfField,
  firstFaulty,
  inFormOrder,
  type StepName,
  stepOfField,
} from "@/components/report/form/form-steps";
import type { FormChange } from "@/components/report/form/form-values";
import type { FormWords } from "@/components/report/form/words";
import type { FieldProblem } from "@/components/ui/error-summary";
import type { OfferedQuestion } from "@/lib/bodies/questions";
import type { FormState } from "@/lib/forms";

type Faults = Readonly<Partial<Record<string, string>>>;

/**
 * What is wrong, at each field and in the summary. A field's fault goes when it is changed; the summary stays as it was until the
 * next check, so that it does not move under anybody's eyes.
 * @param questions those of the category, for their names
 * @param show brings the step with the first fault into sight
 */
export function useFaults(
  state: FormState,
  show: (step: StepName, focusId?: string) => void,
  questions: readonly OfferedQuestion[],
) {
  const asked = useRef(questions);
  asked.current = questions;
  const [faults, setFaults] = useState<Faults>(state.fields ?? {});
  const [problems, setProblems] = useState(() => problemsOf(state.fields ?? {}, questions, state.message));
  const answered = useRef<FormState>(null);

  useEffect(() => {
    if (answered.current === state) return;
    answered.current = state;
    if (!state.message) return;
    const fields = state.fields ?? {};
    setFaults(fields);
    setProblems(problemsOf(fields, asked.current, state.message));
    show(firstFaulty(Object.keys(fields)) ?? "review");
  }, [state, show]);

  /** True when something is wrong in this part of the form. `more`: what the caller found. */
  const check = (part: Element, more: Faults, words: FormWords): boolean => {
    const found: Faults = { ...more, ...faultsIn(part, words) };
    const step = firstFaulty(Object.keys(found));
    setFaults(found);
    setProblems(problemsOf(found, questions));
    if (step) show(step);
    return step !== null;
  };

  const forget = (change: FormChange) => {
    const field = fieldOfChange(change);
    setFaults((all) => (field && all[field] ? { ...all, [field]: undefined } : all));
  };

  /** A link of the summary: its field may stand in a step that is not in sight. */
  const follow = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const problem = problems.find(({ field }) => link?.getAttribute("href") === `#${field}`);
    if (!problem) return;
    event.preventDefault();
    show(problem.step, problem.field);
  };

  return { faults: faults as Readonly<Record<string, string>>, problems, check, forget, follow };
}

type Problem = FieldProblem & { step: StepName };

function problemsOf(fields: Faults, questions: readonly OfferedQuestion[], message?: string): Problem[] {
  // "Answer this question" alone does not say which.
  const about = (field: string) => {
    const question = questions.find(({ code, variable }) => variable && field === `answers.${code}`);
    return question ? `${question.description} ` : "";
  };
  const named = inFormOrder(Object.keys(fields)).flatMap((field) => {
    const text = fields[field];
    return text
      ? [{ field: elementOfField(field), message: about(field) + text, step: stepOfField(field) }]
      : [];
  });
  if (named.length > 0 || !message) return named;
  return [{ field: elementOfField(""), message, step: "review" }];
}

function fieldOfChange(change: FormChange): string | null {
  switch (change.type) {
    case "set":
      return change.field;
    case "answer":
      return `answers.${change.code}`;
    case "addPhoto":
    case "removePhoto":
      return "photoIds";
    default:
      return null;
  }
}
