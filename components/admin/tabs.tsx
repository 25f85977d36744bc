import type { Route } from "next";
import Link from "next/link";
import { classes } from "@/components/ui/classes";

export type Tab = { href: Route; label: string; current: boolean; count?: number };

/** The pages of one thing, as links: each has its own address. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav aria-label={label} className="mb-6 border-b border-line">
      <ul className="flex flex-wrap gap-x-1">
        {tabs.map(({ href, label: name, current, count }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={current ? "page" : undefined}
              className={classes(
                "-mb-px inline-flex min-h-11 items-center gap-2 border-b-3 px-3 font-semibold no-underline",
                current
                  ? "border-accent text-ink"
                  : "border-transparent text-ink-soft hover:border-line-strong",
              )}
            >
              {name}
              {count !== undefined && <span className="text-small font-normal tabular-nums">{count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
