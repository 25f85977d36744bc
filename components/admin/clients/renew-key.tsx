"use client";

import { useTranslations } from "next-intl";
import { useId, useRef } from "react";
import { NewKey } from "@/components/admin/clients/new-key";
import { FormProblems } from "@/components/admin/form-problems";
import { type FormActionOf, useForm } from "@/components/admin/use-form";
import { Button } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";

type Props = { id: number; name: string; revoked: boolean; action: FormActionOf };

/** Gives a client a new key, once it was said that the old one ends, and shows it. */
export function RenewKey({ id, name, revoked, action }: Props) {
  const t = useTranslations("adminClients.key");
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const close = () => dialog.current?.close();
  const form = useForm(action, { said: t("renewed"), after: close });
  const key = form.message ? "" : form.typed("key");
  return (
    <div className="flex flex-col gap-3">
      {key && <NewKey name={name} secret={key} />}
      <div>
        <Button onClick={() => dialog.current?.showModal()}>{t("renew")}</Button>
      </div>
      <dialog ref={dialog} aria-labelledby={heading} className="admin-dialog">
        <h2 id={heading} className="text-large">
          {t("renewTitle", { name })}
        </h2>
        <form action={form.post} noValidate className="mt-3 flex flex-col gap-4">
          <FormProblems message={form.message} problems={form.problems} />
          <input type="hidden" name="clientId" value={id} />
          <p>{t(revoked ? "renewRevoked" : "renewMeans")}</p>
          <div className="flex flex-wrap gap-3">
            <SubmitButton pending={t("working")}>{t("renewConfirm")}</SubmitButton>
            <Button onClick={close}>{t("cancel")}</Button>
          </div>
        </form>
      </dialog>
    </div>
  );
}
