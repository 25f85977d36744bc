import type { Route } from "next";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";

/** The way through a long list by cursors: a page knows only its neighbours. For server components. */
export function Pagination({ previous, next }: { previous?: Route | undefined; next?: Route | undefined }) {
  const t = useTranslations("shell.pagination");
  if (!previous && !next) return null;
  return (
    <nav aria-label={t("label")} className="mt-8 flex flex-wrap justify-between gap-3">
      {previous && (
        <LinkButton href={previous}>
          <Icon name="previous" size={18} />
          {t("previous")}
        </LinkButton>
      )}
      {next && (
        <span className="ms-auto">
          <LinkButton href={next}>
            {t("next")}
            <Icon name="next" size={18} />
          </LinkButton>
        </span>
      )}
    </nav>
  );
}
