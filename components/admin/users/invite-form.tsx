"use client";

import { useTranslations } from "next-intl";
import { FormProblems } from "@/components/admin/form-problems";
import { type FormActionOf, useForm } from "@/components/admin/use-form";
import { RightsFields } from "@/components/admin/users/rights-fields";
import { Card } from "@/components/ui/card";
import { Input } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import type { RightChoices } from "@/lib/users/read-user";

/** Invites somebody into a body, or (null) as a superuser of the whole site. */
export function InviteForm({
  bodyId,
  choices,
  action,
}: {
  bodyId: number | null;
  choices: RightChoices;
  action: FormActionOf;
}) {
  const t = useTranslations("adminUsers.inviteForm");
  const form = useForm(action);
  return (
    <Card>
      <form action={form.post} noValidate className="flex flex-col gap-6">
        <FormProblems message={form.message} problems={form.problems} />
        <input type="hidden" name="body" value={bodyId ?? ""} />
        {bodyId === null && <input type="hidden" name="superuser" value="on" />}
        <div className="grid gap-6 lg:grid-cols-2">
          <Field name="email" label={t("email")} error={form.errorOf("email")} required>
            {(wiring) => (
              <Input
                {...wiring}
                type="email"
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                defaultValue={form.typed("email")}
              />
            )}
          </Field>
          <Field name="name" label={t("name")} error={form.errorOf("name")} required>
            {(wiring) => (
              <Input {...wiring} autoComplete="off" defaultValue={form.typed("name")} maxLength={100} />
            )}
          </Field>
        </div>
        {bodyId !== null && (
          <RightsFields form={form} choices={choices} roles={[]} categories={[]} withCategories />
        )}
        <div>
          <SubmitButton pending={t("pending")}>{t("button")}</SubmitButton>
        </div>
      </form>
    </Card>
  );
}
