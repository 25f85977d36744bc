import type { ReactNode } from "react";

/** What stands where a list would be: why it is empty, and what to do now. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="rounded border border-dashed border-line-strong px-6 py-10 text-center">
      <p className="text-large font-bold">{title}</p>
      {children && <div className="mx-auto mt-2 max-w-[50ch] text-ink-soft">{children}</div>}
      {action && <div className="mt-6">{action}</div>}
    </div>
  );
}
