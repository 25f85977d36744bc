"use client";

import { fill } from "@/components/map/fill";
import { useReportForm } from "@/components/report/form/form-context";
import type { StepName } from "@/components/report/form/form-steps";
import { useWords } from "@/components/report/form/words";
import { Button, buttonClass } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";

type Props = {
  steps: readonly StepName[];
  /** The page holds the whole form; else only what leads to it. */
  whole: boolean;
  /** Something keeps the form from going on. */
  blocked: boolean;
  onBack: () => void;
};

/**
 * What stands under the form: on phones Back and Continue, at the end and on wide screens the one button that sends. Continue
 * sends the form as far as the browser knows, so that Enter does the same.
 */
export function FormActions({ steps, whole, blocked, onBack }: Props) {
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
  if (blocked && !hydrated) return null;
  return (
    <div className="map-sheet-action flex flex-col gap-2">
      {hydrated && (
        <p className="text-center text-small text-ink-soft md:hidden" aria-live="polite">
          {fill(words.progress, { n: at + 1, total: steps.length })}
        </p>
      )}
      <div className="flex gap-3">
        {hydrated && at > 0 && (
          <Button onClick={onBack} className="md:hidden">
            {words.back}
          </Button>
        )}
        {hydrated && !last && !blocked && (
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
