"use client";

import { useTranslations } from "next-intl";
import { ConfirmButton } from "@/components/admin/confirm-button";
import type { FormActionOf } from "@/components/admin/use-form";

/** Ends a client's key, once it was said what that does. */
export function RevokeClient({ id, name, action }: { id: number; name: string; action: FormActionOf }) {
  const t = useTranslations("adminClients.revoke");
  return (
    <ConfirmButton
      label={t("label")}
      title={t("title", { name })}
      confirm={t("confirm")}
      said={t("said")}
      action={action}
      fields={{ clientId: String(id) }}
      look="danger"
      note="optional"
    >
      <p>{t("means")}</p>
    </ConfirmButton>
  );
}
