"use client";

import { useTranslations } from "next-intl";
import { Button, LinkButton } from "@/components/ui/button";

export default function AdminErrorPage({ retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations("admin.failure");
  return (
    <div className="prose" role="alert">
      <h1 className="text-title">{t("title")}</h1>
      <p>{t("body")}</p>
      <div className="flex flex-wrap gap-3">
        <Button look="primary" onClick={retry}>
          {t("retry")}
        </Button>
        <LinkButton href="/admin">{t("back")}</LinkButton>
      </div>
    </div>
  );
}
