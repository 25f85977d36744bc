"use client";

import { useTranslations } from "next-intl";
import { FormProblems } from "@/components/admin/form-problems";
import { type FormActionOf, useForm } from "@/components/admin/use-form";
import { RightsFields } from "@/components/admin/users/rights-fields";
import { Card } from "@/components/ui/card";
import { Checkbox, Input } from "@/components/ui/controls";
import { Field, FieldGroup } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import type { RightChoices, UserPage } from "@/lib/users/read-user";

/** Name and rights of somebody of the staff. `bySuperuser`: who edits may make superusers. */
export function UserForm({
  user,
  choices,
  bySuperuser,
  action,
}: {
  user: Pick<UserPage, "id" | "name" | "email" | "superuser" | "bodyId" | "roles" | "categories">;
  choices: RightChoices;
  bySuperuser: boolean;
  action: FormActionOf;
}) {
  const t = useTranslations("adminUsers");
  const form = useForm(action, { said: t("act.saved") });
  return (
    <Card>
      <h2 className="text-large">{t("form.about", { name: user.name || user.email || "" })}</h2>
      <form action={form.post} noValidate className="mt-4 flex flex-col gap-6">
        <FormProblems message={form.message} problems={form.problems} />
        <input type="hidden" name="userId" value={user.id} />
        <div className="max-w-[34rem]">
          <Field name="name" label={t("form.name")} error={form.errorOf("name")} required>
            {(wiring) => (
              <Input
                {...wiring}
                autoComplete="off"
                defaultValue={form.typed("name", user.name)}
                maxLength={100}
              />
            )}
          </Field>
        </div>
        {bySuperuser && (
          <FieldGroup id="superuser" legend={t("form.superuser")} error={form.errorOf("superuser")}>
            <Checkbox
              name="superuser"
              label={t("everything")}
              hint={t("form.superuserHint")}
              defaultChecked={form.ticked("superuser", "on", user.superuser)}
            />
          </FieldGroup>
        )}
        <RightsFields
          form={form}
          choices={choices}
          roles={user.roles}
          categories={user.categories}
          withCategories={user.bodyId !== null}
        />
        <div>
          <SubmitButton pending={t("form.saving")}>{t("form.save")}</SubmitButton>
        </div>
      </form>
    </Card>
  );
}
