"use client";

import { useTranslations } from "next-intl";
import { ConfirmButton } from "@/components/admin/confirm-button";
import type { FormActionOf } from "@/components/admin/use-form";

/** Has an event sent (once more), once it was said what that does. */
export function ResendEvent({ deliveryId, action }: { deliveryId: number; action: FormActionOf }) {
  const t = useTranslations("adminWebhooks.event");
  return (
    <ConfirmButton
      label={t("resend")}
      title={t("resendTitle")}
      confirm={t("resendConfirm")}
      said={t("resent")}
      action={action}
      fields={{ deliveryId: String(deliveryId) }}
    >
      <p>{t("resendMeans")}</p>
    </ConfirmButton>
  );
}
