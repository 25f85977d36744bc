"use client";

import { useTranslations } from "next-intl";
import { type FormActionOf, useForm } from "@/components/admin/use-form";
import { NewSecret } from "@/components/admin/webhooks/new-secret";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";

/** Makes a new secret, once it was said what that does, and shows it. */
export function RenewSecret({ webhookId, action }: { webhookId: number; action: FormActionOf }) {
  const t = useTranslations("adminWebhooks.secret");
  const form = useForm(action, { said: t("renewed") });
  const secret = form.message ? "" : form.typed("secret");
  return (
    <div className="flex flex-col gap-3">
      {secret && <NewSecret secret={secret} />}
      {form.message && <Notice kind="error" title={form.message} announce />}
      <details className="rounded border border-line bg-surface">
        <summary className="px-4 py-3 font-semibold hover:bg-paper">{t("renew")}</summary>
        <form action={form.post} className="flex flex-col items-start gap-3 border-t border-line p-4">
          <input type="hidden" name="webhookId" value={webhookId} />
          <p className="max-w-[75ch]">{t("renewMeans")}</p>
          <SubmitButton look="danger" pending={t("renewConfirm")}>
            {t("renewConfirm")}
          </SubmitButton>
        </form>
      </details>
    </div>
  );
}
