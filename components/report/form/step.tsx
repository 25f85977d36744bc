"use client";

import type { ReactNode } from "react";
import { useReportForm } from "@/components/report/form/form-context";
import { type StepName, stepId } from "@/components/report/form/form-steps";

/**
 * One group of questions. Phones with scripts show one at a time, everything else shows them one under the other; all stay in
 * the form, so that nothing is lost by going back and forth.
 */
export function Step({ name, heading, children }: { name: StepName; heading: string; children: ReactNode }) {
  const { current } = useReportForm();
  const id = stepId(name);
  return (
    <section
      id={id}
      data-step={name}
      data-current={current === name ? "" : undefined}
      aria-labelledby={`${id}-heading`}
      className="flex flex-col gap-4 md:gap-5 max-md:in-data-wizard:not-data-current:hidden"
    >
      <h2 id={`${id}-heading`} tabIndex={-1} className="outline-none">
        {heading}
      </h2>
      {children}
    </section>
  );
}
