"use client";

import { useTranslations } from "next-intl";
import { ShownOnce } from "@/components/admin/shown-once";

/** A client's key, the only time that it is shown. */
export function NewKey({ name, secret }: { name: string; secret: string }) {
  const t = useTranslations("adminClients.key");
  return (
    <ShownOnce secret={secret} title={t("title", { name })} copy={{ label: t("copy"), said: t("copied") }}>
      {t("once")}
    </ShownOnce>
  );
}
