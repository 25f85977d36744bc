"use client";

import { useReportForm } from "@/components/report/form/form-context";
import { shownQuestions } from "@/components/report/form/form-steps";
import { QuestionField } from "@/components/report/form/question-field";
import { Step } from "@/components/report/form/step";
import { useWords } from "@/components/report/form/words";
import { Notice } from "@/components/ui/notice";

/** What the bodies want to know about this kind of problem. */
export function QuestionsStep() {
  const words = useWords();
  const { category } = useReportForm();
  const questions = shownQuestions(category);
  if (!category || questions.length === 0) return null;
  return (
    <Step name="questions" heading={words.questions.heading}>
      {questions.map((question) =>
        question.variable ? (
          <QuestionField
            key={`${category.id} ${question.code}`}
            categoryId={category.id}
            question={question}
          />
        ) : question.stopsForm ? null : (
          <Notice key={question.code}>
            <p className="whitespace-pre-line">{question.description}</p>
          </Notice>
        ),
      )}
    </Step>
  );
}
