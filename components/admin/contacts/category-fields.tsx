"use client";

import { useTranslations } from "next-intl";
import type { ContactFormPart } from "@/components/admin/contacts/contact-form";
import { FormPart } from "@/components/admin/contacts/form-part";
import { useFollowed } from "@/components/admin/contacts/use-followed";
import { Checkbox, Input, Select } from "@/components/ui/controls";
import { Field, FieldGroup } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";

/** Which category, and how people find it on the form. */
export function CategoryFields({ contact, choices, form }: ContactFormPart) {
  const t = useTranslations("adminContacts.form");
  const optional = useTranslations("admin.form")("optional");
  const start = form.typed("category", contact?.category);
  const [category, follow] = useFollowed(start);
  const renames = contact !== null && category.trim() !== contact.category;
  const groups = contact?.groups ?? [];
  const known = [...new Set([...groups, ...choices.groups])].sort((a, b) => a.localeCompare(b));
  return (
    <FormPart heading={t("what")}>
      <Field
        name="category"
        label={t("category")}
        hint={choices.limited ? t("categoryLimited") : t("categoryHint")}
        error={form.errorOf("category")}
        required
      >
        {(wiring) =>
          choices.limited ? (
            <Select key={start} {...wiring} defaultValue={start} onChange={follow}>
              {choices.categories.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </Select>
          ) : (
            <>
              <Input
                {...wiring}
                list="categories"
                maxLength={200}
                autoComplete="off"
                defaultValue={start}
                onChange={follow}
              />
              <datalist id="categories">
                {choices.categories.map((name) => (
                  <option key={name} value={name} />
                ))}
              </datalist>
            </>
          )
        }
      </Field>
      {renames && (
        <Notice kind="warn" title={t("renames")} announce>
          <p>{t("renamesBody", { count: contact.sharedWith.length })}</p>
          <Checkbox
            name="moveReports"
            label={t("moveReports")}
            hint={t("moveReportsHint")}
            defaultChecked={form.ticked("moveReports", "on", false)}
          />
        </Notice>
      )}
      <Field
        name="hint"
        label={t("hint")}
        hint={t("hintHint")}
        error={form.errorOf("hint")}
        optional={optional}
      >
        {(wiring) => (
          <Input
            {...wiring}
            maxLength={500}
            autoComplete="off"
            defaultValue={form.typed("hint", contact?.hint)}
          />
        )}
      </Field>
      {known.length > 0 && (
        <FieldGroup id="groups" legend={t("groups")} hint={t("groupsHint")} error={form.errorOf("groups")}>
          <div className="grid grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-x-4">
            {known.map((name) => (
              <Checkbox
                key={name}
                name="groups"
                value={name}
                label={name}
                defaultChecked={form.ticked("groups", name, groups.includes(name))}
              />
            ))}
          </div>
        </FieldGroup>
      )}
      <Field
        name="newGroups"
        label={known.length > 0 ? t("newGroups") : t("groups")}
        hint={known.length > 0 ? t("newGroupsHint") : `${t("groupsHint")} ${t("newGroupsHint")}`}
        optional={optional}
      >
        {(wiring) => <Input {...wiring} autoComplete="off" defaultValue={form.typed("newGroups")} />}
      </Field>
      <Field
        name="keywords"
        label={t("keywords")}
        hint={t("keywordsHint")}
        error={form.errorOf("keywords")}
        optional={optional}
      >
        {(wiring) => (
          <Input
            {...wiring}
            autoComplete="off"
            defaultValue={form.typed("keywords", contact?.keywords.join(", "))}
          />
        )}
      </Field>
    </FormPart>
  );
}
