import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";

export default function AdminNotFound() {
  const t = useTranslations("admin.failure");
  return (
    <div className="prose">
      <title>{t("notFound")}</title>
      <h1 className="text-title">{t("notFound")}</h1>
      <p>{t("notFoundBody")}</p>
      <LinkButton href="/admin">{t("back")}</LinkButton>
    </div>
  );
}
