import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getMessages, getTranslations } from "next-intl/server";
import { tileSource } from "@/app/_server/map-setup";
import { orRefuse, staffActor } from "@/app/_server/staff";
import { actOnDelivery } from "@/app/admin/deliveries/[id]/act";
import {
  changeCategoryAction,
  editReportAction,
  movePinAction,
  setVisibilityAction,
} from "@/app/admin/reports/[id]/change";
import {
  addUpdateAction,
  deleteUpdateAction,
  setUpdateVisibilityAction,
} from "@/app/admin/reports/[id]/update";
import { actOnUpdate } from "@/app/admin/updates/act";
import { AuditTrail } from "@/components/admin/audit-trail";
import { PageHead } from "@/components/admin/page-head";
import { ReportChanges } from "@/components/admin/reports/report-changes";
import { StaffReportView } from "@/components/admin/reports/report-view";
import { StaffUpdateForm } from "@/components/admin/reports/update-form";
import { VisibilityMark } from "@/components/admin/reports/visibility-mark";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { RowId } from "@/lib/form-fields";
import { reportHistory } from "@/lib/reports/report-history";
import { categoriesFor, getStaffReport } from "@/lib/reports/staff-report";
import { updateChoices } from "@/lib/updates/staff-choices";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations("adminReports.detail");
  return { title: t("tab", { id: (await params).id }) };
}

export default async function StaffReportPage({ params }: Props) {
  const actor = await staffActor();
  const id = RowId.safeParse((await params).id);
  if (!id.success) notFound();
  const report = await orRefuse(getStaffReport(actor, id.data));
  const t = await getTranslations("adminReports");
  const { map: words, reportForm } = await getMessages();
  const map = { tiles: tileSource(), words };
  const shown = JSON.parse(JSON.stringify(report));
  return (
    <>
      <PageHead
        trail={[{ label: t("title"), href: "/admin/reports" }]}
        title={t("detail.title", { id: String(report.id) })}
        mark={<VisibilityMark visibility={report.visibility} />}
        actions={
          <>
            {report.visibility === "public" && (
              <LinkButton href={`/report/${report.id}`}>{t("detail.public")}</LinkButton>
            )}
            <ReportChanges
              report={shown}
              map={map}
              categories={report.may.changeCategory ? await categoriesFor(report) : []}
              actions={{
                edit: editReportAction,
                changeCategory: changeCategoryAction,
                move: movePinAction,
                see: setVisibilityAction,
              }}
            />
          </>
        }
      />
      <StaffReportView
        initial={shown}
        act={actOnDelivery}
        updateActions={{ see: setUpdateVisibilityAction, delete: deleteUpdateAction, send: actOnUpdate }}
        map={map}
        writeUpdate={
          report.may.update && (
            <StaffUpdateForm
              reportId={report.id}
              choices={await updateChoices(actor, report.id)}
              action={addUpdateAction}
              formKey={randomUUID()}
              photoWords={reportForm.form.photos}
            />
          )
        }
      >
        {report.may.seeHistory && (
          <Card>
            <h2 className="text-large">{t("detail.history")}</h2>
            <AuditTrail entries={await reportHistory(actor, report)} />
          </Card>
        )}
      </StaffReportView>
    </>
  );
}
