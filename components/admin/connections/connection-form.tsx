"use client";

import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { type FormField, SettingsFields } from "@/components/admin/connections/settings-fields";
import { FormProblems } from "@/components/admin/form-problems";
import { type FormActionOf, useForm } from "@/components/admin/use-form";
import { Checkbox, Input } from "@/components/ui/controls";
import { Field, FieldGroup } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import type { SendMethod } from "@/prisma/generated/enums";

export type Flags = {
  pullUpdates: boolean;
  sendUpdates: boolean;
  pullRequests: boolean;
  syncServices: boolean;
};

type Props = {
  action: FormActionOf;
  method: SendMethod;
  fields: readonly FormField[];
  flags: Flags;
  concurrency: number;
  /** What is changed, or for whom a new one is made. */
  subject: { id: number } | { bodyId: number };
  /** The categories that go by it today. */
  usedBy: readonly string[];
};

const flagNames = ["sendUpdates", "pullUpdates", "pullRequests", "syncServices"] as const;
/** Methods that speak with a back end: they send several at a time, and may read from it. */
const talks: readonly SendMethod[] = ["open311", "webhook", "email"];

/** How a back end is reached: the settings of its method, and what the connection does. */
export function ConnectionForm({ action, method, fields, flags, concurrency, subject, usedBy }: Props) {
  const t = useTranslations("adminConnections");
  const isNew = "bodyId" in subject;
  const form = useForm(action, { said: t(isNew ? "form.created" : "form.saved") });
  const anyway = form.errorOf("anyway");
  return (
    <form action={form.post} noValidate className="flex max-w-3xl flex-col gap-4">
      <FormProblems message={form.message} problems={form.problems} />
      {Object.entries(subject).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <input type="hidden" name="method" value={method} />
      {isNew && (
        <section className="rounded border border-line bg-surface p-4">
          <Field
            name="slug"
            label={t("form.slug")}
            hint={t("form.slugHint")}
            error={form.errorOf("slug")}
            required
          >
            {(wiring) => (
              <Input {...wiring} className="max-w-80" autoComplete="off" defaultValue={form.typed("slug")} />
            )}
          </Field>
        </section>
      )}
      <SettingsFields fields={fields} form={form} />
      {fields.length === 0 && <p className="text-ink-soft">{t("form.nothing")}</p>}
      {talks.includes(method) && (
        <section className="flex flex-col gap-4 rounded border border-line bg-surface p-4">
          <h2 className="text-large">{t("form.does")}</h2>
          {method === "open311" && (
            <FieldGroup id="flags" legend={<span className="sr-only">{t("form.does")}</span>}>
              {flagNames.map((name) => (
                <Checkbox
                  key={name}
                  name={name}
                  value="on"
                  label={t(`form.${name}`)}
                  defaultChecked={form.ticked(name, "on", flags[name])}
                />
              ))}
            </FieldGroup>
          )}
          <Field
            name="concurrency"
            label={t("form.concurrency")}
            hint={t("form.concurrencyHint")}
            error={form.errorOf("concurrency")}
          >
            {(wiring) => (
              <Input
                {...wiring}
                inputMode="numeric"
                className="max-w-32"
                defaultValue={form.typed("concurrency", String(concurrency))}
              />
            )}
          </Field>
        </section>
      )}
      {!isNew && (
        <Notice kind="info" title={t("form.affected", { count: usedBy.length })}>
          {usedBy.length > 0 && <p>{usedBy.join(", ")}</p>}
        </Notice>
      )}
      {anyway && (
        <FieldGroup id="anyway" legend={form.message} error={anyway}>
          <Checkbox name="anyway" value="on" label={t("form.anyway")} />
        </FieldGroup>
      )}
      <div className="sticky bottom-0 z-10 -mx-1 flex flex-wrap gap-3 border-t border-line bg-paper px-1 py-3">
        <SubmitButton pending={t(isNew ? "form.creating" : "form.saving")}>
          {t(isNew ? "form.create" : "form.save")}
        </SubmitButton>
        <Link
          href={("id" in subject ? `/admin/connections/${subject.id}` : "/admin/connections") as Route}
          className="inline-flex min-h-12 items-center px-3"
        >
          {t("form.cancel")}
        </Link>
      </div>
    </form>
  );
}
