import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Icon } from "@/components/ui/icon";

export type Crumb = { label: string; href: Route };

/** The way back up; `current` is this page. For server components. */
export function Breadcrumbs({ trail, current }: { trail: readonly Crumb[]; current: string }) {
  const t = useTranslations("shell");
  return (
    <nav aria-label={t("breadcrumbs")} className="mb-4 text-small">
      <ol className="flex flex-wrap items-center gap-x-1">
        {trail.map(({ label, href }) => (
          <li key={href} className="flex items-center gap-1">
            <Link href={href} className="inline-flex min-h-11 items-center md:min-h-8">
              {label}
            </Link>
            <Icon name="next" size={16} />
          </li>
        ))}
        <li aria-current="page" className="min-w-0 text-ink-soft">
          {current}
        </li>
      </ol>
    </nav>
  );
}
