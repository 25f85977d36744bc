import type { ReactNode } from "react";

/** One thing that is known about what a link confirms; within a list of them. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-small text-ink-soft">{name}</dt>
      <dd className="break-words">{children}</dd>
    </div>
  );
}
