"use client";

import { useActionState, useMemo } from "react";
import { Input } from "@/components/ui/controls";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormState } from "@/lib/forms";
import type { Messages } from "@/lib/messages";

type Action = (previous: FormState, form: FormData) => Promise<FormState>;

type Props = {
  reportId: number;
  /** Whoever looks, where they are signed in; null on a page that is kept for everybody: then an address is asked for. */
  viewer: { following: boolean } | null;
  follow: Action;
  unfollow: Action;
  words: Messages["alerts"]["follow"];
};

/** Asks to be written to when something happens with a report, or ends that. Works without scripts. */
export function FollowForm({ reportId, viewer, follow, unfollow, words }: Props) {
  const following = viewer?.following ?? false;
  const [state, action] = useActionState(following ? unfollow : follow, {});
  const problems = useMemo(() => {
    const message = state.fields?.email ?? state.message;
    return message ? [{ field: "follow-email", message }] : [];
  }, [state]);
  const typed = typeof state.values?.email === "string" ? state.values.email : "";
  return (
    <section id="follow" aria-labelledby="follow-heading" className="flex flex-col gap-3 print:hidden">
      <h2 id="follow-heading" className="text-large">
        {words.heading}
      </h2>
      <p className="text-ink-soft">{following ? words.following : words.lead}</p>
      <form action={action} noValidate className="flex flex-col gap-4">
        <ErrorSummary title={words.problems} problems={problems} />
        <input type="hidden" name="reportId" value={reportId} />
        {viewer === null && (
          <Field
            name="email"
            id="follow-email"
            label={words.email}
            hint={words.emailHint}
            error={problems[0]?.message}
            required
          >
            {(wiring) => (
              <Input
                {...wiring}
                type="email"
                autoComplete="email"
                autoCapitalize="none"
                spellCheck={false}
                defaultValue={typed}
              />
            )}
          </Field>
        )}
        <div>
          <SubmitButton
            id={viewer === null ? undefined : "follow-email"}
            look="secondary"
            pending={following ? words.stopping : words.pending}
          >
            {following ? words.stop : words.button}
          </SubmitButton>
        </div>
      </form>
    </section>
  );
}
