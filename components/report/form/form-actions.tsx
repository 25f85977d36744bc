"use client";

import { fill } from "@/components/map/fill";
import { useReportForm } from "@/components/report/form/form-context";
import type { StepName } from "@/components/report/form/form-steps";
import { StopNotice } from "@/components/report/form/stop-notice";
import { useWords } from "@/components/report/form/words";
import { Button, buttonClass } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";

type Props = {
  steps: readonly StepName[];
  /** The page holds the whole form; else only what leads to it. */
  whole: boolean;
  /** Why the form cannot go on and what to do instead. It stands here, where the way on would be, so that nobody misses it. */
  stop: string | null;
  /** Nobody takes anything at this place, as the first step says. */
  nobody: boolean;
  onBack: () => void;
};

/**
 * What stands under the form: on phones Back and Continue, at the end and on wide screens the one button that sends. Continue
 * sends the form as far as the browser knows, so that Enter does the same.
 */
export function FormActions({ steps, whole, stop, nobody, onBack }: Props) {
  const words = useWords();
  const { current, hydrated } = useReportForm();
  const at = steps.indexOf(current);
  const last = at === steps.length - 1;
  if (!whole) {
    return (
      <div className="map-sheet-action">
        <button type="submit" className={buttonClass("primary", true)}>
          {words.continue}
        </button>
      </div>
    );
  }
  const blocked = stop !== null || nobody;
  return (
    <div className="map-sheet-action flex flex-col gap-2">
      {hydrated && (
        <p className="text-center text-small text-ink-soft md:hidden" aria-live="polite">
          {fill(words.progress, { n: at + 1, total: steps.length })}
        </p>
      )}
      {stop !== null && (
        <div className={last ? undefined : "max-md:in-data-wizard:hidden"}>
          <StopNotice stop={stop} />
        </div>
      )}
      <div className="flex gap-3">
        {hydrated && at > 0 && (
          <Button onClick={onBack} className="md:hidden">
            {words.back}
          </Button>
        )}
        {hydrated && !last && (
          <button type="submit" className={`${buttonClass("primary", true)} md:hidden`}>
            {words.continue}
          </button>
        )}
        {!blocked && (
          <SubmitButton pending={words.sending} wide className={hydrated && !last ? "max-md:hidden" : ""}>
            {words.send}
          </SubmitButton>
        )}
      </div>
    </div>
  );
}
