"use client";

import { useActionState, useMemo } from "react";
import { showCode } from "@/app/auth/code/show-code";
import { problemsOf } from "@/app/auth/form-state";
import { Input } from "@/components/ui/controls";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import type { Messages } from "@/lib/messages";

/** A code of the app, or a recovery code: both are the same to the server, only the keyboard differs. */
export function CodeForm({
  next,
  recovery,
  words,
}: {
  next: string | null;
  recovery: boolean;
  words: Messages["account"]["code"];
}) {
  const [state, action] = useActionState(showCode, {});
  const problems = useMemo(() => problemsOf(state, "code"), [state]);
  return (
    <form action={action} noValidate className="flex flex-col gap-6">
      <ErrorSummary title={words.problems} problems={problems} />
      <input type="hidden" name="next" value={next ?? ""} />
      <Field
        name="code"
        label={recovery ? words.recovery : words.code}
        hint={recovery ? words.recoveryHint : words.hint}
        error={problems[0]?.message}
        required
      >
        {(wiring) => (
          <Input
            {...wiring}
            className="max-w-[16rem] font-mono text-large"
            autoComplete={recovery ? "off" : "one-time-code"}
            inputMode={recovery ? "text" : "numeric"}
            autoCapitalize="none"
            spellCheck={false}
          />
        )}
      </Field>
      <div>
        <SubmitButton pending={words.pending}>{words.button}</SubmitButton>
      </div>
    </form>
  );
}
