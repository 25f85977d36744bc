"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

/** Says that a list could not be read, why, and offers to try again. */
export function ListProblem({ error, retry }: { error: Error | null; retry: () => void }) {
  const t = useTranslations("admin.table");
  if (!error) return null;
  return (
    <div className="mb-3">
      <Notice kind="error" title={t("failed", { reason: error.message })} announce>
        <div className="mt-2">
          <Button onClick={retry}>{t("retry")}</Button>
        </div>
      </Notice>
    </div>
  );
}
