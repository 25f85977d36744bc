"use client";

import { useActionState, useMemo } from "react";
import { problemsOf } from "@/app/auth/form-state";
import { changePassword, dropPassword } from "@/app/my/security/change-password";
import { Input } from "@/components/ui/controls";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormState } from "@/lib/forms";
import type { Messages } from "@/lib/messages";

type Words = Messages["account"]["security"]["password"];

/** Sets, changes and removes the password. `fresh`: they have only just signed in, and need not give the old one. */
export function PasswordSection({ set, fresh, words }: { set: boolean; fresh: boolean; words: Words }) {
  const [changed, change] = useActionState(changePassword, {});
  const [dropped, drop] = useActionState(dropPassword, {});
  const problems = useMemo(() => problemsOf(changed, "password"), [changed]);
  const askOld = set && !fresh;
  return (
    <section aria-labelledby="password-title">
      <h2 id="password-title">{words.title}</h2>
      <p className="mt-1 text-ink-soft">{set ? words.some : words.none}</p>
      <form action={change} noValidate className="mt-4 flex flex-col gap-6">
        <ErrorSummary title={words.problems} problems={problems} />
        {askOld && <OldPassword id="current" state={changed} words={words} />}
        <Field
          name="password"
          label={words.new}
          hint={words.newHint}
          error={problems.find(({ field }) => field === "password")?.message}
          required
        >
          {(wiring) => <Input {...wiring} type="password" autoComplete="new-password" />}
        </Field>
        <div>
          <SubmitButton look="secondary" pending={words.saving}>
            {set ? words.change : words.set}
          </SubmitButton>
        </div>
      </form>
      {set && (
        <details className="mt-4" open={dropped.message !== undefined}>
          <summary className="inline-flex min-h-11 items-center font-semibold">{words.removeTitle}</summary>
          <RemoveForm action={drop} state={dropped} askOld={askOld} words={words} />
        </details>
      )}
    </section>
  );
}

function RemoveForm({
  action,
  state,
  askOld,
  words,
}: {
  action: (form: FormData) => void;
  state: FormState;
  askOld: boolean;
  words: Words;
}) {
  const problems = useMemo(
    () => problemsOf(state, "old").map(({ message }) => ({ field: "old", message })),
    [state],
  );
  return (
    <form action={action} noValidate className="mt-2 flex flex-col gap-6">
      <ErrorSummary title={words.problems} problems={problems} />
      {askOld && <OldPassword id="old" state={state} words={words} />}
      <div>
        <SubmitButton look="danger" pending={words.removing}>
          {words.remove}
        </SubmitButton>
      </div>
    </form>
  );
}

function OldPassword({ id, state, words }: { id: string; state: FormState; words: Words }) {
  return (
    <Field
      name="current"
      id={id}
      label={words.current}
      hint={words.currentHint}
      error={state.fields?.current}
      required
    >
      {(wiring) => <Input {...wiring} type="password" autoComplete="current-password" />}
    </Field>
  );
}
