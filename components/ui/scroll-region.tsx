import type { ReactNode } from "react";

/** What scrolls by itself, such as a wide table: named, and reached by the keyboard, so that it can be scrolled without a mouse. */
export function ScrollRegion({
  label,
  className,
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: WCAG 2.1.1, and axe's scrollable-region-focusable, ask for it
    <section aria-label={label} tabIndex={0} className={className}>
      {children}
    </section>
  );
}
