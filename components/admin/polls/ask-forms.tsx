"use client";

import { useTranslations } from "next-intl";
import { FormProblems } from "@/components/admin/form-problems";
import { type FormActionOf, useForm } from "@/components/admin/use-form";
import { Input } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import { timeZone } from "@/lib/locale";

type Props = { connectionId: number; kind: "updates" | "requests"; action: FormActionOf };

/** Has the back end asked now instead of at its next turn. */
export function AskNowForm({ connectionId, kind, action }: Props) {
  const t = useTranslations("adminPolls.ask");
  const dialog = useTranslations("admin.dialog");
  const form = useForm(action, { said: t("nowDone") });
  return (
    <form action={form.post} noValidate className="flex flex-col gap-3">
      <input type="hidden" name="connectionId" value={connectionId} />
      <input type="hidden" name="kind" value={kind} />
      <FormProblems message={form.message} problems={form.problems} />
      <SubmitButton look="secondary" pending={dialog("working")}>
        {t("now")}
      </SubmitButton>
    </form>
  );
}

/** Has it asked for a window of the past. */
export function AskWindowForm({ connectionId, kind, action }: Props) {
  const t = useTranslations("adminPolls.ask");
  const dialog = useTranslations("admin.dialog");
  const form = useForm(action, { said: t("windowDone") });
  return (
    <form action={form.post} noValidate className="mt-1 flex flex-col gap-3">
      <input type="hidden" name="connectionId" value={connectionId} />
      <input type="hidden" name="kind" value={kind} />
      <p className="max-w-[66ch]">{t("windowLead")}</p>
      <FormProblems message={form.message} problems={form.problems} />
      <div className="flex flex-wrap items-end gap-4">
        {(["start", "end"] as const).map((name) => (
          <div key={name} className="w-full max-w-64">
            <Field name={name} label={t(name)} error={form.errorOf(name)}>
              {(wiring) => <Input {...wiring} type="datetime-local" defaultValue={form.typed(name)} />}
            </Field>
          </div>
        ))}
        <SubmitButton look="secondary" pending={dialog("working")}>
          {t("windowButton")}
        </SubmitButton>
      </div>
      <p className="text-small text-ink-soft">{t("zone", { zone: timeZone })}</p>
    </form>
  );
}
