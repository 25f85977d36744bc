"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, type RefObject, startTransition, useActionState } from "react";
import { FormProblems } from "@/components/admin/form-problems";
import type { TrialAction, TrialOn } from "@/components/admin/templates/trial";
import { TrialOutcome } from "@/components/admin/templates/trial-outcome";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Input, Select } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { labelKeyOf } from "@/lib/reports/states";
import { backEndStates } from "@/lib/sync/updates/status-map";

type Props = {
  /** The template's own form: what is typed there is tried, saved or not. */
  template: RefObject<HTMLFormElement | null>;
  action: TrialAction;
};

/** Tries the template as it is typed: on what back ends told last, or on a report that gets a state or a code. */
export function TemplateTrial({ template, action }: Props) {
  const t = useTranslations("adminTemplates.trial");
  const [state, post, pending] = useActionState(action, {});
  const run = (on: TrialOn, fields: FormData = new FormData()) => {
    if (!template.current || pending) return;
    const form = new FormData(template.current);
    form.set("on", on);
    for (const [name, value] of fields) form.set(name, value);
    startTransition(() => post(form));
  };
  // Not the form's own action, which would empty its fields afterwards.
  const onReport = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    run("report", new FormData(event.currentTarget));
  };
  const { message, fields = {}, on, tried } = state;
  return (
    <section aria-labelledby="trial" className="mt-8 flex flex-col gap-4">
      <div>
        <h2 id="trial" className="text-large">
          {t("title")}
        </h2>
        <p className="max-w-[75ch] text-ink-soft">{t("lead")}</p>
      </div>
      <div className="grid items-start gap-4 xl:grid-cols-[2fr_3fr]">
        <Card className="flex flex-col items-start gap-3">
          <h3 className="font-bold">{t("latest.title")}</h3>
          <p className="text-ink-soft">{t("latest.lead")}</p>
          <Button onClick={() => run("latest")} aria-disabled={pending}>
            {pending ? t("running") : t("latest.run")}
          </Button>
        </Card>
        <Card>
          <form onSubmit={onReport} noValidate className="flex flex-col gap-3">
            <h3 className="font-bold">{t("report.title")}</h3>
            <div className="grid items-end gap-4 sm:grid-cols-2">
              <Field name="reportId" label={t("report.number")} error={fields.reportId} required>
                {(wiring) => <Input {...wiring} inputMode="numeric" />}
              </Field>
              <BecomesField />
              <Field name="code" label={t("report.code")} optional={t("optional")} error={fields.code}>
                {(wiring) => <Input {...wiring} className="font-mono" maxLength={100} />}
              </Field>
              <Field
                name="description"
                label={t("report.description")}
                optional={t("optional")}
                error={fields.description}
              >
                {(wiring) => <Input {...wiring} maxLength={4000} />}
              </Field>
            </div>
            <div>
              <Button type="submit" aria-disabled={pending}>
                {pending ? t("running") : t("report.run")}
              </Button>
            </div>
          </form>
        </Card>
      </div>
      {message && (
        <FormProblems
          message={message}
          problems={Object.entries(fields).map(([field, fault]) => ({ field, message: fault }))}
        />
      )}
      {tried && <TrialOutcome on={on ?? "latest"} tried={tried} />}
    </section>
  );
}

function BecomesField() {
  const t = useTranslations("adminTemplates.trial.report");
  const states = useTranslations("states.label");
  return (
    <Field name="becomes" label={t("becomes")}>
      {(wiring) => (
        <Select {...wiring} defaultValue="">
          <option value="">{t("stays")}</option>
          {backEndStates.map((state) => (
            <option key={state} value={state}>
              {states(labelKeyOf(state))}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
