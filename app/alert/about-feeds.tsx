import { useTranslations } from "next-intl";

/** For who has never used one. */
export function AboutFeeds() {
  const t = useTranslations("feeds.page.about");
  return (
    <aside aria-labelledby="about-feeds" className="flex flex-col gap-3 lg:sticky lg:top-6 lg:self-start">
      <h2 id="about-feeds" className="text-large">
        {t("title")}
      </h2>
      <p>{t("text")}</p>
      <p>{t("atom")}</p>
      <p>{t("state")}</p>
      <p>{t("report")}</p>
    </aside>
  );
}
