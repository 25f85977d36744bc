import { useTranslations } from "next-intl";

export default function NothingToEmbed() {
  const t = useTranslations("embed.unknown");
  return (
    <div className="p-4">
      <title>{t("title")}</title>
      <h1 className="text-large">{t("title")}</h1>
      <p>{t("text")}</p>
    </div>
  );
}
