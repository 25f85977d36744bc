import type { Route } from "next";
import Link from "next/link";
import type { SendMethod } from "@/prisma/generated/enums";

export type MethodOffer = { method: SendMethod; label: string; hint: string; href: Route };

/** The send methods as large links: each leads to the form of its own settings. */
export function MethodChoice({ offers }: { offers: readonly MethodOffer[] }) {
  return (
    <ul className="grid gap-3 [grid-template-columns:repeat(auto-fill,minmax(min(18rem,100%),1fr))]">
      {offers.map(({ method, label, hint, href }) => (
        <li key={method}>
          <Link
            href={href}
            className="flex h-full flex-col gap-1 rounded border border-line-strong bg-surface p-4 text-ink no-underline hover:border-accent hover:bg-accent-wash hover:text-ink"
          >
            <span className="text-large font-bold text-accent underline">{label}</span>
            <span>{hint}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
