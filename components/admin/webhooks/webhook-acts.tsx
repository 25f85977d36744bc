"use client";

import { useTranslations } from "next-intl";
import { ConfirmButton } from "@/components/admin/confirm-button";
import type { FormActionOf } from "@/components/admin/use-form";

type Props = {
  webhook: { id: number; name: string; paused: boolean };
  pause: FormActionOf;
  resume: FormActionOf;
  remove: FormActionOf;
};

/** Pauses a webhook or has it go on, and deletes it, once it was said what that does. */
export function WebhookActs({ webhook: { id, name, paused }, pause, resume, remove }: Props) {
  const t = useTranslations("adminWebhooks.act");
  const fields = { webhookId: String(id) };
  return (
    <>
      {paused ? (
        <ConfirmButton
          label={t("resume")}
          title={t("resumeTitle", { name })}
          confirm={t("resumeConfirm")}
          said={t("resumed")}
          action={resume}
          fields={fields}
          note="optional"
        >
          <p>{t("resumeMeans")}</p>
        </ConfirmButton>
      ) : (
        <ConfirmButton
          label={t("pause")}
          title={t("pauseTitle", { name })}
          confirm={t("pauseConfirm")}
          said={t("paused")}
          action={pause}
          fields={fields}
          note="optional"
        >
          <p>{t("pauseMeans")}</p>
        </ConfirmButton>
      )}
      <ConfirmButton
        label={t("delete")}
        title={t("deleteTitle", { name })}
        confirm={t("deleteConfirm")}
        said={t("deleted")}
        action={remove}
        fields={fields}
        look="danger"
      >
        <p>{t("deleteMeans")}</p>
      </ConfirmButton>
    </>
  );
}
