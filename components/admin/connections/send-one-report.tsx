"use client";

import { useTranslations } from "next-intl";
import { FormProblems } from "@/components/admin/form-problems";
import { type FormActionOf, useForm } from "@/components/admin/use-form";
import { Select } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";

export type WaitingReport = { deliveryId: number; reportId: number; title: string | null };

/** Sends exactly one of the reports that wait, to see whether the connection works before the rest follows. */
export function SendOneReport({ reports, send }: { reports: readonly WaitingReport[]; send: FormActionOf }) {
  const t = useTranslations("adminConnections.oneReport");
  const dialog = useTranslations("admin.dialog");
  const form = useForm(send, { said: t("done") });
  if (reports.length === 0) return <p className="text-ink-soft">{t("nothing")}</p>;
  return (
    <form action={form.post} noValidate className="mt-1 flex flex-col gap-3">
      <p className="max-w-[66ch]">{t("body")}</p>
      <FormProblems message={form.message} problems={form.problems} />
      <Field name="deliveryId" label={t("pick")} error={form.errorOf("deliveryId")}>
        {(wiring) => (
          <Select {...wiring} defaultValue={form.typed("deliveryId", String(reports[0]?.deliveryId ?? ""))}>
            {reports.map(({ deliveryId, reportId, title }) => (
              <option key={deliveryId} value={deliveryId}>
                {t("option", { id: String(reportId), title: title ?? t("private") })}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div>
        <SubmitButton look="secondary" pending={dialog("working")}>
          {t("button")}
        </SubmitButton>
      </div>
    </form>
  );
}
