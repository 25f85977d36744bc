import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";

export default function AdminForbidden() {
  const t = useTranslations("admin.failure");
  return (
    <div className="prose">
      <title>{t("forbidden")}</title>
      <h1 className="text-title">{t("forbidden")}</h1>
      <p>{t("forbiddenBody")}</p>
      <LinkButton href="/admin">{t("back")}</LinkButton>
    </div>
  );
}
