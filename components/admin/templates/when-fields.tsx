"use client";

import { useTranslations } from "next-intl";
import type { useForm } from "@/components/admin/use-form";
import { Checkbox, Input, Select } from "@/components/ui/controls";
import { Field, FieldGroup } from "@/components/ui/field";
import type { ListedTemplate } from "@/lib/bodies/list-templates";
import { labelKeyOf, reportStates } from "@/lib/reports/states";
import type { ReportState } from "@/prisma/generated/enums";

/** No body can bring a report into these: they are what people say of their own. */
const peoples: readonly ReportState[] = ["fixed_user", "withdrawn"];

/** When a template answers: at a state or a code, by itself or by hand. */
export function WhenFields({
  template,
  form,
  onState,
}: {
  template: ListedTemplate | null;
  form: ReturnType<typeof useForm>;
  onState: (state: ReportState | "") => void;
}) {
  const t = useTranslations("adminTemplates.form");
  const common = useTranslations("admin.form");
  const states = useTranslations("states.label");
  const start = form.typed("state", template?.state ?? "");
  const offered = reportStates.filter((one) => one === template?.state || !peoples.includes(one));
  return (
    <FieldGroup id="when" legend={t("when")} hint={t("whenHint")}>
      <div className="grid items-end gap-4 sm:grid-cols-2">
        <Field name="state" label={t("state")} error={form.errorOf("state")}>
          {(wiring) => (
            <Select
              key={start}
              {...wiring}
              // Not controlled: React sets a form back after its action, and a select then to its first choice.
              defaultValue={start}
              onChange={(event) => onState(event.target.value as ReportState | "")}
            >
              <option value="">{t("noState")}</option>
              {offered.map((one) => (
                <option key={one} value={one}>
                  {states(labelKeyOf(one))}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field
          name="externalStatusCode"
          label={t("code")}
          optional={common("optional")}
          error={form.errorOf("externalStatusCode")}
        >
          {(wiring) => (
            <Input
              {...wiring}
              className="font-mono"
              maxLength={100}
              defaultValue={form.typed("externalStatusCode", template?.externalStatusCode ?? "")}
            />
          )}
        </Field>
      </div>
      <FieldGroup id="autoResponse" legend={t("byItself")} error={form.errorOf("autoResponse")}>
        <Checkbox
          name="autoResponse"
          label={t("auto")}
          hint={t("autoHint")}
          defaultChecked={form.ticked("autoResponse", "on", template?.autoResponse ?? false)}
        />
      </FieldGroup>
    </FieldGroup>
  );
}
