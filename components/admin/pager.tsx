"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useUrlState } from "@/components/admin/use-url-state";
import { buttonClass } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";

/** The way through a dashboard's list: to its first page, and to the next one. */
export function Pager({ next }: { next: string | null | undefined }) {
  const t = useTranslations("admin.table");
  const { params, hrefWith } = useUrlState();
  const later = params.has("cursor");
  if (!later && !next) return null;
  return (
    <nav aria-label={t("pages")} className="mt-4 flex flex-wrap justify-between gap-3">
      {later && (
        <Link href={hrefWith({})} className={buttonClass()}>
          <Icon name="previous" size={18} />
          {t("first")}
        </Link>
      )}
      {next && (
        <Link href={hrefWith({ cursor: next })} className={`${buttonClass()} ms-auto`}>
          {t("next")}
          <Icon name="next" size={18} />
        </Link>
      )}
    </nav>
  );
}
