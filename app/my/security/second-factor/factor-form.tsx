"use client";

import type { Route } from "next";
import { useActionState, useMemo } from "react";
import { problemsOf } from "@/app/auth/form-state";
import { beginFactor, confirmFactor, manageFactor } from "@/app/my/security/second-factor/change-factor";
import type { Qr } from "@/app/my/security/second-factor/qr-path";
import { RecoveryCodes } from "@/app/my/security/second-factor/recovery-codes";
import { Input } from "@/components/ui/controls";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import type { SecondFactor } from "@/lib/auth/second-factor";
import type { FormState } from "@/lib/forms";
import type { Messages } from "@/lib/messages";

type Words = Messages["account"]["security"]["factor"];
type Props = {
  factor: SecondFactor;
  qr: Qr | null;
  /** They have only just signed in; otherwise nothing can be begun. */
  fresh: boolean;
  next: string;
  words: Words;
  /** Since when it is on, in words. */
  since: string;
};
type Post = (form: FormData) => void;

/**
 * All steps of the second factor in one place: what an action answers, such as the recovery codes, is shown by the form that posted
 * it, also where no script runs and the whole page is drawn anew.
 */
export function FactorForm({ factor, qr, fresh, next, words, since }: Props) {
  const [begun, begin] = useActionState(beginFactor, {});
  const [confirmed, confirm] = useActionState(confirmFactor, {});
  const [managed, manage] = useActionState(manageFactor, {});
  const codes = listed(managed, "codes") ?? listed(confirmed, "codes");
  if (codes) {
    const done = listed(managed, "codes") ? words.doneCodes : words.doneOn;
    return <RecoveryCodes codes={codes} done={done} next={next as Route} words={words} />;
  }
  if (factor.state === "on") return <Manage post={manage} state={managed} since={since} words={words} />;
  return (
    <>
      {begun.message && <Notice kind="error" title={begun.message} announce />}
      {factor.state === "pending" && qr && (
        <Confirm post={confirm} state={confirmed} secret={factor.secret} qr={qr} words={words} />
      )}
      {factor.state === "off" && <p>{words.off}</p>}
      {fresh && (
        <form action={begin}>
          <input type="hidden" name="next" value={next} />
          <SubmitButton look={factor.state === "off" ? "primary" : "quiet"} pending={words.starting}>
            {factor.state === "off" ? words.setUp : words.again}
          </SubmitButton>
        </form>
      )}
    </>
  );
}

const listed = (state: FormState, name: string): string[] | undefined => {
  const value = state.message ? undefined : state.values?.[name];
  return Array.isArray(value) ? value : undefined;
};

function Confirm({
  post,
  state,
  secret,
  qr,
  words,
}: {
  post: Post;
  state: FormState;
  secret: string;
  qr: Qr;
  words: Words;
}) {
  const problems = useMemo(() => problemsOf(state, "code"), [state]);
  return (
    <form action={post} noValidate className="flex flex-col gap-6">
      <ErrorSummary title={words.problems} problems={problems} />
      <div>
        <h2 className="text-large">{words.scan}</h2>
        <p className="mt-1 text-small text-ink-soft">{words.apps}</p>
        <svg
          role="img"
          aria-label={words.qr}
          viewBox={`0 0 ${qr.size} ${qr.size}`}
          shapeRendering="crispEdges"
          className="mt-4 w-full max-w-[220px] rounded border border-line"
        >
          {/* Black on white in the dark as well: that is what apps can read. */}
          <path fill="#fff" d={`M0 0h${qr.size}v${qr.size}H0z`} />
          <path fill="#000" d={qr.path} />
        </svg>
        <p className="mt-4">{words.typed}</p>
        <p className="mt-1 font-mono break-words select-all">{secret.match(/.{1,4}/g)?.join(" ")}</p>
      </div>
      <CodeField label={words.code} hint={words.codeHint} error={problems[0]?.message} numeric />
      <div>
        <SubmitButton pending={words.checking}>{words.confirm}</SubmitButton>
      </div>
    </form>
  );
}

function Manage({
  post,
  state,
  since,
  words,
}: {
  post: Post;
  state: FormState;
  since: string;
  words: Words;
}) {
  const problems = useMemo(() => problemsOf(state, "code"), [state]);
  return (
    <>
      <Notice kind="success" title={since} />
      <form action={post} noValidate className="flex flex-col gap-6">
        <h2 className="text-large">{words.offTitle}</h2>
        <ErrorSummary title={words.offProblems} problems={problems} />
        <CodeField label={words.offCode} error={problems[0]?.message} />
        <div className="flex flex-wrap gap-3">
          <SubmitButton look="secondary" name="what" value="codes" pending={words.working}>
            {words.newCodes}
          </SubmitButton>
          <SubmitButton look="danger" name="what" value="off" pending={words.working}>
            {words.turnOff}
          </SubmitButton>
        </div>
      </form>
    </>
  );
}

function CodeField({
  label,
  hint,
  error,
  numeric = false,
}: {
  label: string;
  hint?: string;
  error: string | undefined;
  numeric?: boolean;
}) {
  return (
    <Field name="code" label={label} hint={hint} error={error} required>
      {(wiring) => (
        <Input
          {...wiring}
          className="max-w-[16rem] font-mono text-large"
          autoComplete="one-time-code"
          inputMode={numeric ? "numeric" : "text"}
          autoCapitalize="none"
          spellCheck={false}
        />
      )}
    </Field>
  );
}
