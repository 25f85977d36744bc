"use client";

import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { FilterBar } from "@/components/admin/filter-bar";
import { listQuery, type Wired } from "@/components/admin/list-query";
import { Pager } from "@/components/admin/pager";
import { DataTable } from "@/components/admin/table/data-table";
import { ListProblem } from "@/components/admin/table/list-problem";
import { useUpdateColumns } from "@/components/admin/updates/update-columns";
import { useUpdateFilters } from "@/components/admin/updates/update-filters";
import { useUrlState } from "@/components/admin/use-url-state";
import { EmptyState } from "@/components/ui/empty-state";
import type { FilterChoices } from "@/lib/bodies/filter-choices";
import type { ListedUpdateDelivery } from "@/lib/delivery/updates/list-update-deliveries";
import type { Page } from "@/lib/page";

type Props = {
  initial: { search: string; page: Wired<Page<ListedUpdateDelivery>> };
  choices: FilterChoices;
};

/** What people wrote, on its way to bodies. It reads itself anew, so that a clerk sees things move. */
export function UpdateList({ initial, choices }: Props) {
  const t = useTranslations("adminUpdatesOut");
  const { search, params } = useUrlState();
  const { data, error, refetch } = useQuery({
    ...listQuery<ListedUpdateDelivery>("updates", search, initial),
    refetchInterval: 15_000,
  });
  const columns = useUpdateColumns(choices.bodies.length > 0);
  const filters = useUpdateFilters(choices, params.get("report"));
  const narrowed = filters.some(({ key }) => params.has(key));
  return (
    <>
      <FilterBar filters={filters} />
      <ListProblem error={error} retry={() => void refetch()} />
      <DataTable
        name="updates"
        label={t("title")}
        columns={columns}
        rows={data?.items}
        rowId={({ id }) => String(id)}
        rowHref={({ id }) => `/admin/updates/${id}` as Route}
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
