"use client";

import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/admin/wire/copy-button";
import { Notice } from "@/components/ui/notice";

/** A secret, the only time that it is shown. */
export function ShowSecret({ secret }: { secret: string }) {
  const t = useTranslations("adminWebhooks.secret");
  return (
    <Notice kind="success" title={t("title")} announce>
      <p>{t("once")}</p>
      <p className="mt-2">
        <code data-secret className="rounded bg-surface px-2 py-1 font-mono break-all select-all">
          {secret}
        </code>
      </p>
      <CopyButton text={() => secret} said={t("copied")}>
        {t("copy")}
      </CopyButton>
    </Notice>
  );
}
