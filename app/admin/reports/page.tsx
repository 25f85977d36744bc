import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { pageQuery } from "@/app/_server/page-query";
import { orRefuse, staffActor } from "@/app/_server/staff";
import { PageHead } from "@/components/admin/page-head";
import { ReportsList } from "@/components/admin/reports/reports-list";
import { listStaffReports } from "@/lib/reports/list-staff-reports";
import { reportChoices } from "@/lib/reports/report-choices";
import { StaffReportQuery } from "@/lib/reports/staff-query";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("adminReports"))("title") };
}

export default async function ReportsPage({ searchParams }: Props) {
  const actor = await staffActor();
  const t = await getTranslations("adminReports");
  const { search, query } = pageQuery(StaffReportQuery, await searchParams);
  const page = await orRefuse(listStaffReports(actor, query));
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      <ReportsList
        initial={{ search, page: JSON.parse(JSON.stringify(page)) }}
        choices={await reportChoices(actor)}
      />
    </>
  );
}
