"use client";

import { useReportForm } from "@/components/report/form/form-context";
import { answerId } from "@/components/report/form/form-steps";
import { answerKey } from "@/components/report/form/form-values";
import { useWords } from "@/components/report/form/words";
import { Checkbox, Input, RadioCard, Select, Textarea } from "@/components/ui/controls";
import { Field, FieldGroup, type FieldWiring } from "@/components/ui/field";
import type { OfferedQuestion } from "@/lib/bodies/questions";

/** A longer list opens as the browser's own chooser, a shorter one lies open. */
const FEW = 6;

/** As the server reads numbers (lib/bodies/questions.ts): decimal point or comma. */
const NUMBER = "\\s*[+\\-−]?(\\d+([.,]\\d*)?|[.,]\\d+)\\s*";

type Props = { categoryId: number; question: OfferedQuestion };

/** One question of a body, as the browser's own control for its GeoReport datatype. */
export function QuestionField({ categoryId, question }: Props) {
  const words = useWords();
  const { faults } = useReportForm();
  const { code, description, datatypeDescription, required, datatype, values } = question;
  const about = {
    id: answerId(code),
    hint: datatypeDescription || undefined,
    error: faults[`answers.${code}`],
    ...(!required && { optional: words.optional }),
  };
  // A radio button cannot be taken back, so that a question which may stay open gets the chooser with its empty line.
  const open = datatype === "singlevaluelist" && required && values.length <= FEW;
  if (datatype === "multivaluelist" || open) {
    return (
      <FieldGroup {...about} legend={description}>
        <Choices categoryId={categoryId} question={question} />
      </FieldGroup>
    );
  }
  return (
    <Field {...about} name={`answers.${code}`} label={description} required={required}>
      {(wiring) => <Control wiring={wiring} categoryId={categoryId} question={question} />}
    </Field>
  );
}

function Choices({ categoryId, question: { code, datatype, values, required } }: Props) {
  const { change } = useReportForm();
  const chosen = useAnswer(categoryId, code);
  const answer = (value: string | string[]) => change({ type: "answer", categoryId, code, value });
  const name = `answers.${code}`;
  if (datatype === "singlevaluelist") {
    return values.map(({ key, name: label }) => (
      <RadioCard
        key={key}
        name={name}
        value={key}
        label={label}
        required={required}
        checked={chosen.includes(key)}
        onChange={() => answer(key)}
      />
    ));
  }
  return (
    <div data-any-of={required ? name : undefined}>
      {values.map(({ key, name: label }) => (
        <Checkbox
          key={key}
          name={name}
          value={key}
          label={label}
          checked={chosen.includes(key)}
          onChange={({ target }) =>
            answer(target.checked ? [...chosen, key] : chosen.filter((one) => one !== key))
          }
        />
      ))}
    </div>
  );
}

function Control({ wiring, categoryId, question }: Props & { wiring: FieldWiring }) {
  const words = useWords();
  const { change } = useReportForm();
  const { code, datatype, values } = question;
  const entry = {
    ...wiring,
    value: useAnswer(categoryId, code)[0] ?? "",
    onChange: ({ target }: { target: { value: string } }) =>
      change({ type: "answer", categoryId, code, value: target.value }),
  };
  switch (datatype) {
    case "number":
      return <Input {...entry} inputMode="decimal" pattern={NUMBER} maxLength={255} autoComplete="off" />;
    case "datetime":
      return <Input {...entry} type="datetime-local" />;
    case "text":
      return <Textarea {...entry} maxLength={4000} />;
    case "singlevaluelist":
      return (
        <Select {...entry}>
          <option value="">{words.questions.choose}</option>
          {values.map(({ key, name }) => (
            <option key={key} value={key}>
              {name}
            </option>
          ))}
        </Select>
      );
    default:
      return <Input {...entry} maxLength={255} autoComplete="off" />;
  }
}

function useAnswer(categoryId: number, code: string): string[] {
  const { values } = useReportForm();
  return [values.answers[answerKey(categoryId, code)] ?? []].flat();
}
