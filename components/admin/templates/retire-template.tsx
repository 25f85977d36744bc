"use client";

import { useTranslations } from "next-intl";
import { ConfirmButton } from "@/components/admin/confirm-button";
import type { FormActionOf } from "@/components/admin/use-form";

type Props = {
  template: { id: number; title: string; retired: boolean };
  retire: FormActionOf;
  revive: FormActionOf;
};

/** Retires a template, or brings it back, once it was said what that does. */
export function RetireTemplate({ template: { id, title, retired }, retire, revive }: Props) {
  const t = useTranslations("adminTemplates.retire");
  const fields = { templateId: String(id) };
  return retired ? (
    <ConfirmButton
      label={t("revive")}
      title={t("reviveTitle", { title })}
      confirm={t("reviveConfirm")}
      said={t("reviveSaid")}
      action={revive}
      fields={fields}
    >
      <p>{t("reviveMeans")}</p>
    </ConfirmButton>
  ) : (
    <ConfirmButton
      label={t("label")}
      title={t("title", { title })}
      confirm={t("confirm")}
      said={t("said")}
      action={retire}
      fields={fields}
      look="danger"
    >
      <p>{t("means")}</p>
    </ConfirmButton>
  );
}
