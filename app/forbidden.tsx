import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";

/** For whoever is not staff at the dashboard's door, which stands before the dashboard's own frame. */
export default function Forbidden() {
  const t = useTranslations("shell.forbidden");
  return (
    <div className="page">
      <title>{t("title")}</title>
      <div className="prose">
        <h1>{t("title")}</h1>
        <p>{t("body")}</p>
        <div className="flex flex-wrap gap-3">
          <LinkButton href="/my">{t("account")}</LinkButton>
          <LinkButton href="/">{t("home")}</LinkButton>
        </div>
      </div>
    </div>
  );
}
