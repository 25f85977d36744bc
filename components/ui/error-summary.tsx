"use client";

import { useEffect, useRef } from "react";

export type FieldProblem = {
  /** The id of the control, or of its group, that the line leads to. */
  field: string;
  message: string;
};

/**
 * Everything that keeps a form from being sent, above the form. It takes the focus whenever it appears or changes, so that
 * nobody has to look for why nothing happened. Without problems there is nothing.
 */
export function ErrorSummary({ title, problems }: { title: string; problems: readonly FieldProblem[] }) {
  const box = useRef<HTMLDivElement>(null);
  // The list is a new array at each answer of the server, also when it says the same again: then the focus returns here as well.
  useEffect(() => {
    if (problems.length > 0) box.current?.focus();
  }, [problems]);

  if (problems.length === 0) return null;
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      // biome-ignore lint/a11y/noAutofocus: without scripts a browser scrolls to it, wherever on the page its form stands
      autoFocus
      className="rounded border-2 border-danger bg-danger-wash p-4"
    >
      <h2 className="text-large">{title}</h2>
      <ul className="mt-1 flex flex-col">
        {problems.map(({ field, message }) => (
          <li key={`${field} ${message}`}>
            <a
              href={`#${field}`}
              className="inline-flex min-h-11 items-center font-semibold text-danger hover:text-danger md:min-h-8"
            >
              {message}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
