"use client";

import { useTranslations } from "next-intl";
import { AccentField } from "@/components/admin/bodies/accent-field";
import { FormProblems } from "@/components/admin/form-problems";
import { type FormActionOf, useForm } from "@/components/admin/use-form";
import { Card } from "@/components/ui/card";
import { Checkbox, Input } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import type { StaffBody } from "@/lib/bodies/read-body";

/** What a body is: name, language, addresses, colour. */
export function SettingsForm({ body, action }: { body: StaffBody; action: FormActionOf }) {
  const t = useTranslations("adminBodies.settings");
  const common = useTranslations("admin.form");
  const form = useForm(action, { said: common("saved") });
  const optional = common("optional");
  return (
    <Card>
      <h2 className="text-large">{t("about")}</h2>
      <form action={form.post} noValidate className="mt-4 flex flex-col gap-6">
        <FormProblems message={form.message} problems={form.problems} />
        <input type="hidden" name="bodyId" value={body.id} />
        <div className="grid gap-6 lg:grid-cols-2">
          <Field name="name" label={t("name")} hint={t("nameHint")} error={form.errorOf("name")} required>
            {(wiring) => <Input {...wiring} defaultValue={form.typed("name", body.name)} maxLength={200} />}
          </Field>
          {body.mayGovern && (
            <Field
              name="slug"
              label={t("slug")}
              hint={t("slugHint", { slug: body.slug })}
              error={form.errorOf("slug")}
              required
            >
              {(wiring) => <Input {...wiring} defaultValue={form.typed("slug", body.slug)} maxLength={100} />}
            </Field>
          )}
          <Field
            name="externalUrl"
            label={t("externalUrl")}
            optional={optional}
            error={form.errorOf("externalUrl")}
          >
            {(wiring) => (
              <Input
                {...wiring}
                type="url"
                defaultValue={form.typed("externalUrl", body.externalUrl ?? "")}
              />
            )}
          </Field>
          <Field
            name="language"
            label={t("language")}
            hint={t("languageHint")}
            error={form.errorOf("language")}
            required
          >
            {(wiring) => <Input {...wiring} defaultValue={form.typed("language", body.language)} />}
          </Field>
          <Field
            name="replyTo"
            label={t("replyTo")}
            optional={optional}
            hint={t("replyToHint")}
            error={form.errorOf("replyTo")}
          >
            {(wiring) => (
              <Input {...wiring} type="email" defaultValue={form.typed("replyTo", body.replyTo ?? "")} />
            )}
          </Field>
          <Field
            name="updatesUser"
            label={t("updatesUser")}
            optional={optional}
            hint={t("updatesUserHint")}
            error={form.errorOf("updatesUser")}
          >
            {(wiring) => (
              <Input
                {...wiring}
                type="email"
                defaultValue={form.typed("updatesUser", body.updatesUser ?? "")}
              />
            )}
          </Field>
        </div>
        <AccentField start={form.typed("accent", body.accent ?? "")} error={form.errorOf("accent")} />
        <Checkbox
          name="requireSecondFactor"
          label={t("secondFactor")}
          hint={t("secondFactorHint")}
          defaultChecked={form.ticked("requireSecondFactor", "on", body.requireSecondFactor)}
        />
        <div>
          <SubmitButton pending={common("saving")}>{common("save")}</SubmitButton>
        </div>
      </form>
    </Card>
  );
}
