"use client";

import { useTranslations } from "next-intl";
import { FormProblems } from "@/components/admin/form-problems";
import { type FormActionOf, useForm } from "@/components/admin/use-form";
import { Card } from "@/components/ui/card";
import { Checkbox, Input } from "@/components/ui/controls";
import { Field, FieldGroup } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import { type StaffPermission, staffPermissions } from "@/lib/auth/permissions";

type Props = {
  /** Which role is changed, or of which body one is made. */
  fields: Readonly<Record<string, string>>;
  name: string;
  permissions: readonly string[];
  /** What it began with, for a role that every body has. */
  start: readonly string[] | null;
  /** The permissions that the actor may put into a role. */
  givable: readonly StaffPermission[];
  /** It holds more than the actor may do. */
  readOnly?: boolean;
  action: FormActionOf;
};

/** Name and permissions of a role, each permission with what it means. */
export function RoleForm({ fields, name, permissions, start, givable, readOnly = false, action }: Props) {
  const t = useTranslations("adminUsers");
  const form = useForm(action, { said: t("roles.saved") });
  const hintOf = (one: StaffPermission) =>
    [
      t(`permission.${one}.hint`),
      start?.includes(one) && `(${t("roles.startYes")})`,
      !givable.includes(one) && `(${t("roles.notYours")})`,
    ]
      .filter(Boolean)
      .join(" ");
  return (
    <Card>
      <form action={form.post} noValidate className="flex flex-col gap-6">
        <FormProblems message={form.message} problems={form.problems} />
        {Object.entries(fields).map(([key, value]) => (
          <input key={key} type="hidden" name={key} value={value} />
        ))}
        <div className="max-w-[34rem]">
          <Field name="name" label={t("roles.name")} error={form.errorOf("name")} required>
            {(wiring) => (
              <Input {...wiring} defaultValue={form.typed("name", name)} maxLength={60} readOnly={readOnly} />
            )}
          </Field>
        </div>
        <FieldGroup id="permissions" legend={t("roles.permissions")} error={form.errorOf("permissions")}>
          <div className="grid gap-x-6 sm:grid-cols-2">
            {staffPermissions.map((one) => (
              <Checkbox
                key={one}
                name="permissions"
                value={one}
                label={t(`permission.${one}.label`)}
                hint={hintOf(one)}
                disabled={readOnly || !givable.includes(one)}
                defaultChecked={form.ticked("permissions", one, permissions.includes(one))}
              />
            ))}
          </div>
        </FieldGroup>
        {!readOnly && (
          <div>
            <SubmitButton pending={t("roles.saving")}>{t("roles.save")}</SubmitButton>
          </div>
        )}
      </form>
    </Card>
  );
}
