"use client";

import { useActionState, useMemo } from "react";
import { askForLink } from "@/app/auth/ask-for-link";
import { Input } from "@/components/ui/controls";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import type { Messages } from "@/lib/messages";

/** Asks for an address to mail a link to; `next` is where the link leads; null = where people go who just sign in. */
export function SignInForm({ next, words }: { next: string | null; words: Messages["account"]["signIn"] }) {
  const [state, action] = useActionState(askForLink, {});
  const problems = useMemo(() => {
    const message = state.fields?.email ?? state.message;
    return message ? [{ field: "email", message }] : [];
  }, [state]);
  return (
    <form action={action} noValidate className="flex flex-col gap-6">
      <ErrorSummary title={words.problems} problems={problems} />
      <input type="hidden" name="next" value={next ?? ""} />
      <Field name="email" label={words.email} error={problems[0]?.message} required>
        {(wiring) => (
          <Input
            {...wiring}
            type="email"
            autoComplete="email"
            autoCapitalize="none"
            spellCheck={false}
            defaultValue={typeof state.values?.email === "string" ? state.values.email : ""}
          />
        )}
      </Field>
      <div>
        <SubmitButton pending={words.pending}>{words.button}</SubmitButton>
      </div>
    </form>
  );
}
