import type { ReactNode } from "react";

/** A page that is read: a heading, a first paragraph that sums it up, and running text. */
export function ProsePage({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  return (
    <article className="page">
      <div className="prose">
        <h1>{title}</h1>
        <p className="text-large">{lead}</p>
        {children}
      </div>
    </article>
  );
}
