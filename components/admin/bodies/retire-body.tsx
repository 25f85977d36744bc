"use client";

import { useTranslations } from "next-intl";
import { ConfirmButton } from "@/components/admin/confirm-button";
import type { FormActionOf } from "@/components/admin/use-form";

type Props = {
  body: { id: number; name: string; retired: boolean };
  /** How many reports are on their way to it. */
  waiting: number;
  retire: FormActionOf;
  revive: FormActionOf;
};

/** Retires a body, or brings it back, once it was said what that does. */
export function RetireBody({ body: { id, name, retired }, waiting, retire, revive }: Props) {
  const t = useTranslations("adminBodies.retire");
  const fields = { bodyId: String(id) };
  if (retired) {
    return (
      <ConfirmButton
        label={t("revive")}
        title={t("reviveTitle", { name })}
        confirm={t("reviveConfirm", { name })}
        said={t("reviveSaid", { name })}
        action={revive}
        fields={fields}
        note="optional"
      >
        <ul className="list-disc ps-5">
          <li>{t("takesAgain")}</li>
          <li>{t("sentAgain", { count: waiting })}</li>
        </ul>
      </ConfirmButton>
    );
  }
  return (
    <ConfirmButton
      label={t("label")}
      title={t("title", { name })}
      confirm={t("confirm", { name })}
      said={t("said", { name })}
      action={retire}
      fields={fields}
      note="optional"
      look="danger"
    >
      <ul className="list-disc ps-5">
        <li>{t("noReports")}</li>
        <li>{t("noPolls")}</li>
        <li>{t("waits", { count: waiting })}</li>
        <li>{t("stays")}</li>
      </ul>
    </ConfirmButton>
  );
}
