"use client";

import { useTranslations } from "next-intl";
import type { useForm } from "@/components/admin/use-form";
import { Checkbox, Input, Select, Textarea } from "@/components/ui/controls";
import { Field, FieldGroup } from "@/components/ui/field";
import type { SettingsField } from "@/lib/bodies/settings-form";

/** A setting with what is stored of it, as text; a secret never holds its value. */
export type FormField = SettingsField & { value: string; isSet: boolean };

type Form = ReturnType<typeof useForm>;

/** The settings of a method in their groups; what few need is folded away, unless something is wrong in it. */
export function SettingsFields({ fields, form }: { fields: readonly FormField[]; form: Form }) {
  const groups = new Map<string, FormField[]>();
  for (const field of fields) {
    const key = `${field.group} ${field.advanced}`;
    groups.set(key, [...(groups.get(key) ?? []), field]);
  }
  return [...groups].map(([key, members]) => <Group key={key} members={members} form={form} />);
}

function Group({ members, form }: { members: readonly FormField[]; form: Form }) {
  const [first] = members;
  if (!first) return null;
  const inner = (
    <div className="flex flex-col gap-5">
      {members.map((field) => (
        <Setting key={field.key} field={field} form={form} />
      ))}
    </div>
  );
  if (first.advanced) {
    const faulty = members.some((field) => form.errorOf(field.key));
    return (
      <details open={faulty || undefined} className="rounded border border-line bg-surface">
        <summary className="min-h-12 content-center px-4 font-semibold hover:bg-paper">
          {first.groupLabel}
        </summary>
        <div className="border-t border-line p-4">{inner}</div>
      </details>
    );
  }
  return (
    <section className="rounded border border-line bg-surface p-4">
      <h2 className="mb-3 text-large">{first.groupLabel}</h2>
      {inner}
    </section>
  );
}

function Setting({ field, form }: { field: FormField; form: Form }) {
  const { key, kind, label, hint, required } = field;
  const t = useTranslations("admin.form");
  const error = form.errorOf(key);
  if (field.secret) return <Secret field={field} form={form} />;
  if (kind === "flag") {
    return (
      <FieldGroup id={key} legend={<span className="sr-only">{label}</span>} error={error}>
        <Checkbox
          name={key}
          value="on"
          label={label}
          hint={hint}
          defaultChecked={form.ticked(key, "on", field.value === "on")}
        />
      </FieldGroup>
    );
  }
  const start = form.typed(key, field.value);
  return (
    <Field
      name={key}
      label={label}
      hint={hint}
      error={error}
      {...(required ? { required: true } : kind === "choice" ? {} : { optional: t("optional") })}
    >
      {(wiring) => {
        switch (kind) {
          case "choice":
            return (
              <Select {...wiring} defaultValue={start}>
                {field.choices.map(({ value, label: words }) => (
                  <option key={value} value={value}>
                    {words}
                  </option>
                ))}
              </Select>
            );
          case "list":
          case "pairs":
          case "json":
            return (
              <Textarea
                {...wiring}
                rows={3}
                spellCheck={false}
                className="min-h-20 font-mono text-small"
                defaultValue={start}
              />
            );
          case "number":
            return <Input {...wiring} inputMode="numeric" className="max-w-48" defaultValue={start} />;
          default:
            return (
              <Input
                {...wiring}
                type={kind === "text" ? "text" : kind}
                spellCheck={false}
                autoComplete="off"
                defaultValue={start}
              />
            );
        }
      }}
    </Field>
  );
}

/** Write-only: it says whether it is set, is kept when left empty, and can be taken away. */
function Secret({ field, form }: { field: FormField; form: Form }) {
  const t = useTranslations("adminConnections.secret");
  const { key, label, hint, isSet, kind } = field;
  const state = t(isSet ? "set" : "unset");
  return (
    <div className="flex flex-col">
      <Field
        name={key}
        label={label}
        hint={
          <>
            {hint} <b className="text-ink">{state}</b>
          </>
        }
        error={form.errorOf(key)}
      >
        {(wiring) =>
          kind === "pairs" ? (
            <Textarea
              {...wiring}
              rows={2}
              spellCheck={false}
              autoComplete="off"
              className="min-h-16 font-mono text-small"
              placeholder={isSet ? "••••" : ""}
            />
          ) : (
            <Input
              {...wiring}
              type="password"
              autoComplete="new-password"
              placeholder={isSet ? "••••" : ""}
            />
          )
        }
      </Field>
      {isSet && <Checkbox name={`clear.${key}`} value="on" label={t("remove")} />}
    </div>
  );
}
