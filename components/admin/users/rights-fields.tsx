"use client";

import { useTranslations } from "next-intl";
import { Checkbox } from "@/components/ui/controls";
import { FieldGroup } from "@/components/ui/field";
import type { StaffPermission } from "@/lib/auth/permissions";
import type { RightChoices } from "@/lib/users/read-user";

type Form = {
  errorOf: (name: string) => string | undefined;
  ticked: (name: string, value: string, start: boolean) => boolean;
};

/** Which roles somebody has, and to which categories they are limited. What the actor may not give cannot be ticked anew. */
export function RightsFields({
  form,
  choices,
  roles,
  categories,
  withCategories,
}: {
  form: Form;
  choices: RightChoices;
  roles: readonly number[];
  categories: readonly number[];
  /** Superusers without a body have no categories to be limited to. */
  withCategories: boolean;
}) {
  const t = useTranslations("adminUsers.form");
  return (
    <>
      <FieldGroup id="roles" legend={t("roles")} hint={t("rolesHint")} error={form.errorOf("roles")}>
        {choices.roles.length === 0 && <p className="text-ink-soft">{t("noRoles")}</p>}
        <div className="grid gap-x-6 sm:grid-cols-2">
          {choices.roles.map(({ id, name, permissions, mayGive }) => {
            const had = roles.includes(id);
            return (
              <Checkbox
                key={id}
                name="roles"
                value={id}
                label={name}
                hint={mayGive ? <Allows permissions={permissions} /> : t("notYours")}
                disabled={!mayGive && !had}
                defaultChecked={form.ticked("roles", String(id), had)}
              />
            );
          })}
        </div>
      </FieldGroup>
      {withCategories && (
        <FieldGroup
          id="categories"
          legend={t("categories")}
          hint={t("categoriesHint")}
          error={form.errorOf("categories")}
        >
          {choices.categories.length === 0 && <p className="text-ink-soft">{t("noCategories")}</p>}
          <div className="grid gap-x-6 sm:grid-cols-2 lg:grid-cols-3">
            {choices.categories.map(({ id, name }) => (
              <Checkbox
                key={id}
                name="categories"
                value={id}
                label={name}
                defaultChecked={form.ticked("categories", String(id), categories.includes(id))}
              />
            ))}
          </div>
        </FieldGroup>
      )}
    </>
  );
}

/** Permissions in their own words, in a line. */
export function Allows({ permissions }: { permissions: readonly string[] }) {
  const t = useTranslations("adminUsers");
  if (permissions.length === 0) return t("roles.nothing");
  return permissions.map((one) => t(`permission.${one as StaffPermission}.label`)).join(" · ");
}
