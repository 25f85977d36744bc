import type { Route } from "next";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";

/** Unknown or not confirmed yet; nobody is told which. */
export default function NoSuchReport() {
  const t = useTranslations("report.notFound");
  return (
    <div className="page">
      <title>{t("title")}</title>
      <div className="prose">
        <h1>{t("title")}</h1>
        <p className="text-large">{t("lead")}</p>
        <p>{t("confirm")}</p>
        <p>{t("number")}</p>
        <LinkButton look="primary" href={"/" as Route}>
          {t("search")}
        </LinkButton>
      </div>
    </div>
  );
}
