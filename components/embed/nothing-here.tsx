import { useTranslations } from "next-intl";

/** In the frame of a page that has nothing to show. */
export function NothingHere({ why }: { why: "unknown" | "gone" }) {
  const t = useTranslations(`embed.${why}`);
  return (
    <div className="p-4">
      <title>{t("title")}</title>
      <h1 className="text-large">{t("title")}</h1>
      <p>{t("text")}</p>
    </div>
  );
}
