"use client";

import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { type Filter, FilterBar } from "@/components/admin/filter-bar";
import { listQuery, type Wired } from "@/components/admin/list-query";
import { Pager } from "@/components/admin/pager";
import { useReportColumns } from "@/components/admin/reports/report-columns";
import { DataTable } from "@/components/admin/table/data-table";
import { ListProblem } from "@/components/admin/table/list-problem";
import { useUrlState } from "@/components/admin/use-url-state";
import { EmptyState } from "@/components/ui/empty-state";
import type { Page } from "@/lib/page";
import type { StaffListedReport } from "@/lib/reports/list-staff-reports";
import type { ReportChoices } from "@/lib/reports/report-choices";
import { labelKeyOf, reportStates } from "@/lib/reports/states";
import { DeliveryState, Visibility } from "@/prisma/generated/enums";

type Props = {
  initial: { search: string; page: Wired<Page<StaffListedReport>> };
  choices: ReportChoices;
};

/** The reports of a body, or of all: searched and filtered by the address. */
export function ReportsList({ initial, choices }: Props) {
  const t = useTranslations("adminReports");
  const { search, params } = useUrlState();
  const { data, error, refetch } = useQuery(listQuery<StaffListedReport>("reports", search, initial));
  const columns = useReportColumns();
  const filters = useReportFilters(choices);
  const narrowed = params.has("q") || filters.some(({ key }) => params.has(key));
  return (
    <>
      <FilterBar search={t(choices.byReporter ? "searchReporter" : "search")} filters={filters} />
      <ListProblem error={error} retry={() => void refetch()} />
      <DataTable
        name="reports"
        label={t("title")}
        columns={columns}
        rows={data?.items}
        rowId={({ id }) => String(id)}
        rowHref={({ id }) => `/admin/reports/${id}` as Route}
        empty={
          <EmptyState title={t(narrowed ? "emptyFiltered" : "empty")}>
            {t(narrowed ? "emptyFilteredBody" : "emptyBody")}
          </EmptyState>
        }
      />
      <Pager next={data?.next} />
    </>
  );
}

function useReportFilters({ bodies, categories, unconfirmed }: ReportChoices): Filter[] {
  const t = useTranslations("adminReports");
  const states = useTranslations("states.label");
  const deliveries = useTranslations("adminDeliveries.state");
  const choice = (key: string, label: string, options: { value: string; label: string }[]): Filter[] =>
    options.length > 0 ? [{ key, label, kind: "choice", options }] : [];
  return [
    ...choice(
      "state",
      t("filter.state"),
      reportStates.map((state) => ({ value: state, label: states(labelKeyOf(state)) })),
    ),
    ...choice("body", t("filter.body"), bodies.map(named)),
    ...choice("category", t("filter.category"), categories.map(named)),
    ...choice(
      "visibility",
      t("filter.visibility"),
      Object.values(Visibility)
        .filter((visibility) => unconfirmed || visibility !== "unconfirmed")
        .map((visibility) => ({ value: visibility, label: t(`visibility.${visibility}`) })),
    ),
    ...choice(
      "delivery",
      t("filter.delivery"),
      Object.values(DeliveryState).map((state) => ({ value: state, label: deliveries(state) })),
    ),
  ];
}

const named = ({ id, name }: { id: number; name: string }) => ({ value: String(id), label: name });
