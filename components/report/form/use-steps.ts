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
  const [, renderAgain] = useState(0);
  const focus = useRef<Focus>(null);
  // Steps gone to by the form itself, which the browser's Back therefore has.
  const behind = useRef(0);
  // A step that is not there (any more) has nothing to ask: the next one is meant.
  const current = steps.includes(wanted) ? wanted : nextOf(wanted, steps);

  /** Focuses once the next rendering has brought the element into sight, also when it is in sight already. */
  const focusAfter = useCallback((target: Focus) => {
    focus.current = target;
    renderAgain((times) => times + 1);
  }, []);

  useEffect(() => {
    const told = () => stepOfHash(location.hash) ?? "place";
    const popped = () => {
      behind.current = Math.max(0, behind.current - 1);
      if (phone()) focusAfter({ id: `${stepId(told())}-heading`, toTop: true });
      setWanted(told());
    };
    // A reload stays where it was.
    setWanted(told());
    addEventListener("popstate", popped);
    return () => removeEventListener("popstate", popped);
  }, [focusAfter]);

  // Without a list of dependencies: the focus can only move once the step is in sight, which is after this very render.
  useLayoutEffect(() => {
    const target = focus.current;
    if (!target) return;
    focus.current = null;
    if (target.toTop) document.getElementById(SCROLLER)?.scrollTo({ top: 0, behavior: "instant" });
    focusOn(target.id);
  });

  const goTo = useCallback(
    (step: StepName) => {
      const heading = `${stepId(step)}-heading`;
      if (phone()) {
        history.pushState(null, "", `#${stepId(step)}`);
        behind.current++;
        focusAfter({ id: heading, toTop: true });
        setWanted(step);
      } else {
        document.getElementById(stepId(step))?.scrollIntoView({ block: "start" });
        focusOn(heading);
      }
    },
    [focusAfter],
  );

  /** Brings a step into sight in place of the one shown; without `focusId` the focus is left to whoever asks. */
  const show = useCallback(
    (step: StepName, focusId?: string) => {
      if (phone()) history.replaceState(null, "", `#${stepId(step)}`);
      if (focusId) focusAfter({ id: focusId, toTop: false });
      setWanted(step);
    },
    [focusAfter],
  );

  const goBack = useCallback(() => {
    const before = steps[steps.indexOf(current) - 1] ?? "place";
    if (behind.current > 0) history.back();
    else show(before, `${stepId(before)}-heading`);
  }, [steps, current, show]);

  return { current, goTo, goBack, show };
}

const nextOf = (step: StepName, steps: readonly StepName[]): StepName =>
  step === "questions" && steps.includes("photos") ? "photos" : (steps[0] ?? "place");

/** Focuses an element, or the first control in it when it is a group that holds some. */
function focusOn(id: string): void {
  const element = document.getElementById(id);
  const control = element?.matches("fieldset") ? element.querySelector<HTMLElement>("input") : null;
  (control ?? element)?.focus();
}
