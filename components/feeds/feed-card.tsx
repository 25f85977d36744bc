import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { buttonClass } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { type FeedScope, feedPath } from "@/lib/published/feeds/feed-address";

type Props = {
  scope: FeedScope;
  /** What one hears of by following it. */
  name: string;
  hint?: ReactNode;
  /** What can be chosen about it, before the ways to follow it. */
  children?: ReactNode;
};

/** One thing that can be followed, and the ways to do so side by side. */
export function FeedCard({ scope, name, hint, children }: Props) {
  const t = useTranslations("feeds.link");
  return (
    <div className="flex flex-col gap-3 rounded border border-line bg-surface p-4">
      <div>
        <h3 className="font-semibold break-words">{name}</h3>
        {hint && <p className="text-small text-ink-soft">{hint}</p>}
      </div>
      {children}
      <p className="flex flex-wrap gap-3">
        <a
          href={feedPath(scope)}
          type="application/rss+xml"
          aria-label={t("rssOf", { name })}
          className={buttonClass("secondary")}
        >
          <Icon name="feed" size={18} />
          {t("rss")}
        </a>
        <a
          href={feedPath(scope, undefined, "atom")}
          type="application/atom+xml"
          aria-label={t("atomOf", { name })}
          className={buttonClass("quiet")}
        >
          {t("atom")}
        </a>
      </p>
    </div>
  );
}
