"use client";

import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/admin/wire/copy-button";
import { Notice } from "@/components/ui/notice";

/** A key that has just been made, to be copied now or never. */
export function NewKey({ name, secret }: { name: string; secret: string }) {
  const t = useTranslations("adminClients.key");
  return (
    <Notice kind="success" title={t("title", { name })} announce>
      <p>{t("once")}</p>
      <p className="my-2">
        <code className="break-all select-all">{secret}</code>
      </p>
      <CopyButton text={() => secret} said={t("copied")}>
        {t("copy")}
      </CopyButton>
    </Notice>
  );
}
