"use client";

import { useActionState, useMemo } from "react";
import { problemsOf, typedIn } from "@/app/auth/form-state";
import { sendAnswer } from "@/app/questionnaire/[token]/answer";
import { Checkbox, FileInput, RadioCard, Textarea } from "@/components/ui/controls";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field, FieldGroup } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormState } from "@/lib/forms";
import type { Messages } from "@/lib/messages";

type Props = {
  token: string;
  /** Only its reporter and staff see the report. */
  isPrivate: boolean;
  /** Nobody has asked this person before whether it was their first report. */
  askBefore: boolean;
  words: Messages["questionnaire"]["form"];
};

/** Asks a reporter how their report stands. Works without scripts; what was typed and sent stays when something is wrong. */
export function AnswerForm({ token, isPrivate, askBefore, words }: Props) {
  const [state, action] = useActionState(sendAnswer, {});
  const problems = useMemo(() => problemsOf(state, "fixed"), [state]);
  const chosen = (name: string, value: string) => [state.values?.[name]].flat().includes(value);
  const faults = state.fields ?? {};
  return (
    <form action={action} noValidate className="flex flex-col gap-8">
      <ErrorSummary title={words.problems} problems={problems} />
      <input type="hidden" name="token" value={token} />
      <FieldGroup id="fixed" legend={words.fixed} error={faults.fixed}>
        {(["yes", "no", "unknown"] as const).map((value) => (
          <RadioCard
            key={value}
            name="fixed"
            value={value}
            label={words[value]}
            defaultChecked={chosen("fixed", value)}
          />
        ))}
      </FieldGroup>
      <Field
        name="text"
        label={words.text}
        optional={words.optional}
        hint={isPrivate ? words.textHintPrivate : words.textHint}
        error={faults.text}
      >
        {(wiring) => <Textarea {...wiring} maxLength={4_000} defaultValue={typedIn(state, "text")} />}
      </Field>
      <Photos state={state} words={words} />
      {askBefore && (
        <FieldGroup id="everReported" legend={words.before} optional={words.optional}>
          {(["yes", "no"] as const).map((value) => (
            <RadioCard
              key={value}
              name="everReported"
              value={value}
              label={value === "yes" ? words.beforeYes : words.beforeNo}
              defaultChecked={chosen("everReported", value)}
            />
          ))}
        </FieldGroup>
      )}
      <Checkbox name="again" label={words.again} defaultChecked={chosen("again", "on")} />
      <div>
        <SubmitButton pending={words.pending}>{words.button}</SubmitButton>
      </div>
    </form>
  );
}

/** Photos that came with a form which was refused are kept by their ids; browsers give a file only once. */
function Photos({ state, words }: { state: FormState; words: Props["words"] }) {
  const kept = [state.values?.photoIds ?? []].flat().filter(Boolean);
  return (
    <FieldGroup
      id="photoIds"
      legend={words.photos}
      optional={words.optional}
      hint={words.photosHint}
      error={state.fields?.photoIds}
    >
      {kept.map((id) => (
        <div key={id} className="flex items-center gap-4">
          <img
            src={`/photo/draft/${id}`}
            alt={words.photoAlt}
            className="size-24 flex-none rounded bg-sunken object-cover"
          />
          <Checkbox name="photoIds" value={id} defaultChecked label={words.keep} />
        </div>
      ))}
      <label htmlFor="photo-files" className="sr-only">
        {words.photosLabel}
      </label>
      <FileInput id="photo-files" name="photos" accept="image/*" multiple />
    </FieldGroup>
  );
}
