import type { ReactNode } from "react";
import { Breadcrumbs, type Crumb } from "@/components/ui/breadcrumbs";

/** The head of a dashboard page: the way up, its name, what can be done with it. For server components. */
export function PageHead({
  title,
  trail = [],
  lead,
  mark,
  actions,
}: {
  title: string;
  trail?: readonly Crumb[];
  lead?: ReactNode;
  /** A badge beside the title. */
  mark?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <header className="mb-6">
      {trail.length > 0 && <Breadcrumbs trail={trail} current={title} />}
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <div className="flex min-w-0 flex-wrap items-center gap-3">
          <h1 className="min-w-0 text-title break-words">{title}</h1>
          {mark}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
      {lead && <div className="mt-1 max-w-[75ch] text-ink-soft">{lead}</div>}
    </header>
  );
}
