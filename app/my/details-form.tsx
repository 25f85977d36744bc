"use client";

import { useActionState, useMemo } from "react";
import { saveDetails } from "@/app/my/save-details";
import { Input } from "@/components/ui/controls";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import type { Messages } from "@/lib/messages";

type Details = { name: string; phone: string };

/** Name and telephone number, as the next report's form starts with them. */
export function DetailsForm({ account, words }: { account: Details; words: Messages["account"]["my"] }) {
  const [state, action] = useActionState(saveDetails, {});
  const problems = useMemo(() => {
    const faults = Object.entries(state.fields ?? {}).map(([field, message]) => ({ field, message }));
    return faults.length === 0 && state.message ? [{ field: "name", message: state.message }] : faults;
  }, [state]);
  const typed = (name: keyof Details): string => {
    const value = state.values?.[name];
    return typeof value === "string" ? value : account[name];
  };
  return (
    <section aria-labelledby="details" className="border-t border-line pt-6">
      <h2 id="details">{words.details}</h2>
      <p className="mt-1 text-ink-soft">{words.detailsHint}</p>
      <form action={action} noValidate className="mt-4 flex max-w-[34rem] flex-col gap-6">
        <ErrorSummary title={words.problems} problems={problems} />
        <Field name="name" label={words.name} error={state.fields?.name} required>
          {(wiring) => <Input {...wiring} autoComplete="name" defaultValue={typed("name")} />}
        </Field>
        <Field name="phone" label={words.phone} optional={words.optional} error={state.fields?.phone}>
          {(wiring) => <Input {...wiring} type="tel" autoComplete="tel" defaultValue={typed("phone")} />}
        </Field>
        <div>
          <SubmitButton look="secondary" pending={words.saving}>
            {words.save}
          </SubmitButton>
        </div>
      </form>
    </section>
  );
}
