import type { ReactNode } from "react";

export type Fact = { label: string; value: ReactNode };

/** What is known about a thing, line by line. A fact without a value is left out. */
export function Facts({ facts }: { facts: readonly (Fact | null | false)[] }) {
  return (
    <dl className="grid grid-cols-1 gap-x-6 sm:grid-cols-[minmax(9rem,max-content)_1fr]">
      {facts.map(
        (fact) =>
          fact && (
            <div
              key={fact.label}
              className="border-b border-line py-2 last:border-b-0 sm:col-span-2 sm:grid sm:grid-cols-subgrid"
            >
              <dt className="text-ink-soft">{fact.label}</dt>
              <dd className="min-w-0 break-words">{fact.value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
