"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

/** Somebody else was faster: nothing is lost, and whoever sits here decides. */
export function StatusConflict({ load }: { load: (keepMine: boolean) => void }) {
  const t = useTranslations("adminStatuses.conflict");
  return (
    <Notice kind="warn" title={t("title")} announce>
      <p>{t("body")}</p>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button onClick={() => load(true)}>{t("keep")}</Button>
        <Button onClick={() => load(false)}>{t("drop")}</Button>
      </div>
    </Notice>
  );
}
