"use client";

import { useActionState, useMemo } from "react";
import { problemsOf, typedIn } from "@/app/auth/form-state";
import { signInByPassword } from "@/app/auth/password/sign-in-by-password";
import { Input } from "@/components/ui/controls";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import type { Messages } from "@/lib/messages";

/** Address and password, named so that password managers know what is what. */
export function PasswordForm({
  next,
  words,
}: {
  next: string | null;
  words: Messages["account"]["password"];
}) {
  const [state, action] = useActionState(signInByPassword, {});
  const problems = useMemo(() => problemsOf(state, "password"), [state]);
  return (
    <form action={action} noValidate className="flex flex-col gap-6">
      <ErrorSummary title={words.problems} problems={problems} />
      <input type="hidden" name="next" value={next ?? ""} />
      <Field name="email" label={words.email} error={state.fields?.email} required>
        {(wiring) => (
          <Input
            {...wiring}
            type="email"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            defaultValue={typedIn(state, "email")}
          />
        )}
      </Field>
      <Field name="password" label={words.password} error={state.fields?.password} required>
        {(wiring) => <Input {...wiring} type="password" autoComplete="current-password" />}
      </Field>
      <div>
        <SubmitButton pending={words.pending}>{words.button}</SubmitButton>
      </div>
    </form>
  );
}
