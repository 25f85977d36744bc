"use client";

import { useTranslations } from "next-intl";
import { ShownOnce } from "@/components/admin/shown-once";

/** A webhook's secret, the only time that it is shown. */
export function NewSecret({ secret }: { secret: string }) {
  const t = useTranslations("adminWebhooks.secret");
  return (
    <ShownOnce secret={secret} title={t("title")} copy={{ label: t("copy"), said: t("copied") }}>
      {t("once")}
    </ShownOnce>
  );
}
