"use client";

import type { Route } from "next";
import { useTranslations } from "next-intl";
import { ClientFields } from "@/components/admin/clients/client-fields";
import { NewKey } from "@/components/admin/clients/new-key";
import { FormProblems } from "@/components/admin/form-problems";
import { type FormActionOf, useForm } from "@/components/admin/use-form";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Select } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";

type Props = {
  /** To choose from; null for staff, whose client it is their body's. */
  bodies: readonly { id: number; name: string }[] | null;
  bodyId: number | null;
  mayTrust: boolean;
  action: FormActionOf;
};

/** The form of a new client; once it is made, its key stands in the form's place. */
export function MakeClient({ bodies, bodyId, mayTrust, action }: Props) {
  const t = useTranslations("adminClients");
  const form = useForm(action, { said: t("form.created") });
  const key = form.message ? "" : form.typed("key");
  if (key) {
    return (
      <div className="flex max-w-[44rem] flex-col gap-4">
        <NewKey name={form.typed("name")} secret={key} />
        <div>
          <LinkButton href={`/admin/clients/${form.typed("clientId")}` as Route}>{t("key.goOn")}</LinkButton>
        </div>
      </div>
    );
  }
  return (
    <Card className="max-w-[44rem]">
      <form action={form.post} noValidate className="flex flex-col gap-6">
        <FormProblems message={form.message} problems={form.problems} />
        {bodies ? (
          <Field
            name="bodyId"
            label={t("form.body")}
            hint={t("form.bodyHint")}
            error={form.errorOf("bodyId")}
          >
            {(wiring) => (
              <Select {...wiring} defaultValue={form.typed("bodyId")}>
                <option value="">{t("form.nobody")}</option>
                {bodies.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        ) : (
          <input type="hidden" name="bodyId" value={bodyId ?? ""} />
        )}
        <ClientFields client={null} form={form} mayTrust={mayTrust} />
        <div>
          <SubmitButton pending={t("key.working")}>{t("form.create")}</SubmitButton>
        </div>
      </form>
    </Card>
  );
}
