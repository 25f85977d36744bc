"use client";

import { useTranslations } from "next-intl";
import { FormProblems } from "@/components/admin/form-problems";
import { type FormActionOf, useForm } from "@/components/admin/use-form";
import { Card } from "@/components/ui/card";
import { Input } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";

type Props = {
  connectionId: number;
  /** ISO days: what the field starts with, and today. */
  from: string;
  today: string;
  action: FormActionOf;
};

/** Has the back end's own list looked at, back in time. */
export function WalkForm({ connectionId, from, today, action }: Props) {
  const t = useTranslations("adminHistory.start");
  const dialog = useTranslations("admin.dialog");
  const form = useForm(action, { said: t("walkDone") });
  return (
    <Card className="flex flex-col gap-3">
      <h2 className="text-large">{t("walk")}</h2>
      <p className="max-w-[66ch]">{t("walkLead")}</p>
      <form action={form.post} noValidate className="flex flex-col gap-3">
        <input type="hidden" name="connectionId" value={connectionId} />
        <FormProblems message={form.message} problems={form.problems} />
        <div className="flex flex-wrap items-end gap-4">
          <div className="w-full max-w-64">
            <Field name="from" id="walk-from" label={t("from")} error={form.errorOf("from")}>
              {(wiring) => (
                <Input {...wiring} type="date" max={today} defaultValue={form.typed("from", from)} />
              )}
            </Field>
          </div>
          <SubmitButton look="primary" pending={dialog("working")}>
            {t("walk")}
          </SubmitButton>
        </div>
      </form>
    </Card>
  );
}
