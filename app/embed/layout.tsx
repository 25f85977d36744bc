import "@/app/embed/embed.css";
import type { Metadata } from "next";
import type { ReactNode } from "react";

/** What stands in frames is found by the page that it belongs to. */
export const metadata: Metadata = { robots: { index: false } };

/** Pages for frames on other people's sites: no header, no footer, nothing that asks who is there, and no form. */
export default function EmbedLayout({ children }: { children: ReactNode }) {
  return (
    <main id="main" tabIndex={-1} className="flex flex-1 flex-col outline-none">
      {children}
    </main>
  );
}
