"use client";

import { useTranslations } from "next-intl";
import { ConfirmButton } from "@/components/admin/confirm-button";
import type { FormActionOf } from "@/components/admin/use-form";
import { Allows } from "@/components/admin/users/rights-fields";

/** Sets a role that every body has back, and deletes one that is the body's own; each where it makes sense. */
export function RoleActs({
  role,
  reset,
  remove,
}: {
  role: { id: number; name: string };
  reset: { action: FormActionOf; start: readonly string[] } | null;
  remove: FormActionOf | null;
}) {
  const t = useTranslations("adminUsers.roles");
  const { name } = role;
  const fields = { roleId: String(role.id) };
  return (
    <>
      {reset && (
        <ConfirmButton
          label={t("reset")}
          title={t("resetTitle", { name })}
          confirm={t("resetDo")}
          said={t("saved")}
          action={reset.action}
          fields={fields}
        >
          <p>{t("resetBody")}</p>
          <p>
            <Allows permissions={reset.start} />
          </p>
        </ConfirmButton>
      )}
      {remove && (
        <ConfirmButton
          label={t("remove")}
          title={t("removeTitle", { name })}
          confirm={t("removeDo")}
          said={t("removeSaid")}
          action={remove}
          fields={fields}
          look="danger"
        >
          <p>{t("removeBody")}</p>
        </ConfirmButton>
      )}
    </>
  );
}
