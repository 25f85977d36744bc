"use client";

import { useSelectedLayoutSegment } from "next/navigation";
import type { ReactNode } from "react";

/** Parts that bring a frame of their own: the dashboard, and what stands on other people's pages. */
const framed = ["admin", "embed"];

/** What stands around every page of the public site. */
export function SiteFrame({
  header,
  footer,
  children,
}: {
  header: ReactNode;
  footer: ReactNode;
  children: ReactNode;
}) {
  if (framed.includes(useSelectedLayoutSegment() ?? "")) return children;
  return (
    <>
      {header}
      <main id="main" tabIndex={-1} className="flex-1 outline-none">
        {children}
      </main>
      {footer}
    </>
  );
}
