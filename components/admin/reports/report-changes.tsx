"use client";

import { useTranslations } from "next-intl";
import { FormDialog } from "@/components/admin/reports/form-dialog";
import { MovePinFields } from "@/components/admin/reports/move-pin-fields";
import type { ShownReport } from "@/components/admin/reports/report-query";
import type { FormActionOf } from "@/components/admin/use-form";
import type { TileSource } from "@/components/map/view";
import type { MapWords } from "@/components/map/words";
import { Input, RadioCard, Select, Textarea } from "@/components/ui/controls";
import { Field, FieldGroup } from "@/components/ui/field";
import type { CategoryChoice } from "@/lib/reports/staff-report";

export type ChangeActions = Record<"edit" | "changeCategory" | "move" | "see", FormActionOf>;

type Props = {
  report: ShownReport;
  actions: ChangeActions;
  categories: readonly CategoryChoice[];
  map: { tiles: TileSource; words: MapWords };
};

/** What staff may change about a report, each behind a button of its own. */
export function ReportChanges({ report, actions, categories, map }: Props) {
  const { may } = report;
  return (
    <>
      {may.changeCategory && categories.length > 0 && (
        <ChangeCategory report={report} action={actions.changeCategory} categories={categories} />
      )}
      {may.edit && (
        <>
          <EditWords report={report} action={actions.edit} />
          <MovePin report={report} action={actions.move} map={map} />
          {report.confirmedAt !== null && <SetVisibility report={report} action={actions.see} />}
        </>
      )}
    </>
  );
}

type One = { report: ShownReport; action: FormActionOf };

function EditWords({ report, action }: One) {
  const t = useTranslations("adminReports.edit");
  return (
    <FormDialog
      reportId={report.id}
      action={action}
      label={t("label")}
      title={t("title", { id: String(report.id) })}
      explained={t("explained")}
      save={t("save")}
      said={t("said")}
    >
      {(form) => (
        <>
          <Field name="title" label={t("reportTitle")} error={form.errorOf("title")} required>
            {(wiring) => <Input {...wiring} defaultValue={form.typed("title", report.title)} />}
          </Field>
          <Field name="detail" label={t("detail")} error={form.errorOf("detail")} required>
            {(wiring) => <Textarea {...wiring} defaultValue={form.typed("detail", report.detail)} />}
          </Field>
        </>
      )}
    </FormDialog>
  );
}

function ChangeCategory({ report, action, categories }: One & { categories: readonly CategoryChoice[] }) {
  const t = useTranslations("adminReports.category");
  return (
    <FormDialog
      reportId={report.id}
      action={action}
      label={t("label")}
      title={t("title", { id: String(report.id) })}
      explained={t("explained")}
      save={t("save")}
      said={t("said")}
    >
      {(form) => (
        <Field
          name="categoryId"
          label={t("field")}
          hint={t("now", { category: report.category.name })}
          error={form.errorOf("categoryId")}
          required
        >
          {(wiring) => (
            <Select {...wiring} defaultValue={form.typed("categoryId")}>
              <option value="">{t("choose")}</option>
              {categories.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
    </FormDialog>
  );
}

function MovePin({ report, action, map }: One & Pick<Props, "map">) {
  const t = useTranslations("adminReports.move");
  return (
    <FormDialog
      reportId={report.id}
      action={action}
      label={t("label")}
      title={t("title", { id: String(report.id) })}
      explained={t("explained")}
      save={t("save")}
      said={t("said")}
      wide
    >
      {(form) => <MovePinFields start={report} fault={form.errorOf("point")} {...map} />}
    </FormDialog>
  );
}

function SetVisibility({ report, action }: One) {
  const t = useTranslations("adminReports.see");
  return (
    <FormDialog
      reportId={report.id}
      action={action}
      label={t("label")}
      title={t("title", { id: String(report.id) })}
      explained={t("explained")}
      save={t("save")}
      said={t("said")}
    >
      {(form) => (
        <FieldGroup id="visibility" legend={t("field")} error={form.errorOf("visibility")}>
          <div className="flex flex-col gap-2">
            {(["public", "private", "hidden"] as const).map((visibility) => (
              <RadioCard
                key={visibility}
                name="visibility"
                value={visibility}
                label={t(visibility)}
                hint={t(`${visibility}Hint`)}
                defaultChecked={form.typed("visibility", report.visibility) === visibility}
              />
            ))}
          </div>
        </FieldGroup>
      )}
    </FormDialog>
  );
}
