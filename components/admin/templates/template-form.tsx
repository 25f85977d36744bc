"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { FormProblems } from "@/components/admin/form-problems";
import { TemplatePreview } from "@/components/admin/templates/template-preview";
import { TemplateTrial } from "@/components/admin/templates/template-trial";
import type { TrialAction } from "@/components/admin/templates/trial";
import { WhenFields } from "@/components/admin/templates/when-fields";
import { type FormActionOf, useForm } from "@/components/admin/use-form";
import { Card } from "@/components/ui/card";
import { Checkbox, Input, Textarea } from "@/components/ui/controls";
import { Field, FieldGroup } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ListedTemplate, TemplateChoices } from "@/lib/bodies/list-templates";
import type { ReportState } from "@/prisma/generated/enums";

type Props = {
  /** Null = a new one. */
  template: ListedTemplate | null;
  body: TemplateChoices["bodies"][number];
  /** Whether the actor may write one for every category. */
  mayAnswerAll: boolean;
  action: FormActionOf;
  trial: TrialAction;
};

/** A template with its preview beside it, which follows what is typed. */
export function TemplateForm({ template, body, mayAnswerAll, action, trial }: Props) {
  const t = useTranslations("adminTemplates.form");
  const common = useTranslations("admin.form");
  const form = useForm(action, { said: template ? common("saved") : t("created") });
  const box = useRef<HTMLFormElement>(null);
  const [text, setText] = useState(template?.text ?? "");
  const [emailText, setEmailText] = useState(template?.emailText ?? "");
  const [state, setState] = useState<ReportState | "">(template?.state ?? "");
  const mayChange = template?.mayChange ?? true;
  const chosen = new Set(template?.contacts.map(({ id }) => id));
  return (
    <>
      <div className="grid items-start gap-6 xl:grid-cols-[3fr_2fr]">
        <Card>
          <form ref={box} action={form.post} noValidate>
            <fieldset disabled={!mayChange} className="flex min-w-0 flex-col gap-6">
              <FormProblems message={form.message} problems={form.problems} />
              <input type="hidden" name="templateId" value={template?.id ?? ""} />
              <input type="hidden" name="bodyId" value={body.id} />
              <Field
                name="title"
                label={t("title")}
                hint={t("titleHint")}
                error={form.errorOf("title")}
                required
              >
                {(wiring) => (
                  <Input {...wiring} maxLength={200} defaultValue={form.typed("title", template?.title)} />
                )}
              </Field>
              <Field name="text" label={t("text")} hint={t("textHint")} error={form.errorOf("text")} required>
                {(wiring) => (
                  <Textarea {...wiring} value={text} onChange={(event) => setText(event.target.value)} />
                )}
              </Field>
              <Field
                name="emailText"
                label={t("emailText")}
                optional={common("optional")}
                hint={t("emailTextHint")}
                error={form.errorOf("emailText")}
              >
                {(wiring) => (
                  <Textarea
                    {...wiring}
                    rows={3}
                    value={emailText}
                    onChange={(event) => setEmailText(event.target.value)}
                  />
                )}
              </Field>
              <WhenFields template={template} form={form} onState={setState} />
              <FieldGroup
                id="contactIds"
                legend={t("categories")}
                hint={t(mayAnswerAll ? "categoriesHint" : "limited")}
                error={form.errorOf("contactIds")}
              >
                {body.contacts.length === 0 ? (
                  <p className="text-ink-soft">{t("noCategories")}</p>
                ) : (
                  <div className="grid max-h-80 gap-x-6 overflow-y-auto rounded border border-line px-4 py-1 sm:grid-cols-2">
                    {body.contacts.map(({ id, category }) => (
                      <Checkbox
                        key={id}
                        name="contactIds"
                        value={id}
                        label={category}
                        defaultChecked={form.ticked("contactIds", String(id), chosen.has(id))}
                      />
                    ))}
                  </div>
                )}
              </FieldGroup>
              {mayChange && (
                <div>
                  <SubmitButton pending={common("saving")}>
                    {template ? common("save") : t("create")}
                  </SubmitButton>
                </div>
              )}
            </fieldset>
          </form>
        </Card>
        <TemplatePreview
          body={body.name}
          text={text}
          emailText={emailText}
          state={state === "" ? null : state}
        />
      </div>
      {mayChange && <TemplateTrial template={box} action={trial} />}
    </>
  );
}
