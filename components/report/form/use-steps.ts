"use client";

import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { type StepName, stepId, stepOfHash } from "@/components/report/form/form-steps";

/** Where one step is a screen; the rest of the layout turns at the same width. */
const phone = () => matchMedia("(width < 768px)").matches;

/** The id of the part of the page that scrolls, with the steps in it. */
export const SCROLLER = "report-steps";

type Focus = { id: string; toTop: boolean };

/**
 * Which step a phone shows. Each is an entry of the browser's history, so that Back goes one step back; on wide screens all steps
 * are in sight, and going to one is scrolling there. The step that was gone to gets the focus.
 */
export function useSteps(steps: readonly StepName[]) {
  const [wanted, setWanted] = useState<StepName>("place");
  const focus = useRef<Focus>(null);
  // A step that is not there (any more) has nothing to ask: the next one is meant.
  const current = steps.includes(wanted) ? wanted : nextOf(wanted, steps);

  useEffect(() => {
    const follow = () => setWanted(stepOfHash(location.hash) ?? "place");
    addEventListener("popstate", follow);
    return () => removeEventListener("popstate", follow);
  }, []);

  // Without a list of dependencies: the focus can only move once the step is in sight, which is after this very render.
  useLayoutEffect(() => {
    const target = focus.current;
    if (!target) return;
    focus.current = null;
    if (target.toTop) document.getElementById(SCROLLER)?.scrollTo({ top: 0, behavior: "instant" });
    focusOn(target.id);
  });

  const goTo = useCallback((step: StepName) => {
    if (!phone()) {
      document.getElementById(stepId(step))?.scrollIntoView({ block: "start" });
      focusOn(`${stepId(step)}-heading`);
      return;
    }
    history.pushState(null, "", `#${stepId(step)}`);
    focus.current = { id: `${stepId(step)}-heading`, toTop: true };
    setWanted(step);
  }, []);

  /** Brings a step into sight in place of the one shown, leaving the focus to whoever asks. */
  const show = useCallback((step: StepName, focusId?: string) => {
    if (phone()) history.replaceState(null, "", `#${stepId(step)}`);
    if (focusId) focus.current = { id: focusId, toTop: false };
    setWanted(step);
    // The step may be the one shown already; then nothing renders, and nothing needs to.
    if (focusId) focusOn(focusId);
  }, []);

  return { current, goTo, show };
}

const nextOf = (step: StepName, steps: readonly StepName[]): StepName =>
  step === "questions" && steps.includes("photos") ? "photos" : (steps[0] ?? "place");

/** Focuses an element, or the first control in it when it is a group that holds some. */
function focusOn(id: string): void {
  const element = document.getElementById(id);
  const control = element?.matches("fieldset") ? element.querySelector<HTMLElement>("input") : null;
  (control ?? element)?.focus();
}
