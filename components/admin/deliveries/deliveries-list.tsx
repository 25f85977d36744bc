"use client";

import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { BulkDialog, type BulkOffer } from "@/components/admin/deliveries/bulk-dialog";
import type { ActOnMany } from "@/components/admin/deliveries/bulk-run";
import { useDeliveryColumns } from "@/components/admin/deliveries/delivery-columns";
import { useDeliveryFilters } from "@/components/admin/deliveries/delivery-filters";
import { FilterBar } from "@/components/admin/filter-bar";
import { listQuery, type Wired } from "@/components/admin/list-query";
import { Pager } from "@/components/admin/pager";
import { DataTable } from "@/components/admin/table/data-table";
import { ListProblem } from "@/components/admin/table/list-problem";
import { useUrlState } from "@/components/admin/use-url-state";
import { Button, buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { FilterChoices } from "@/lib/bodies/filter-choices";
import type { ListedDelivery } from "@/lib/delivery/list-deliveries";
import type { Page } from "@/lib/page";

type Props = {
  initial: { search: string; page: Wired<Page<ListedDelivery>> };
  choices: FilterChoices;
  /** What can be done to many at once; empty for whoever may not. */
  bulk: readonly BulkOffer[];
  actOnMany: ActOnMany;
};

/** What the dialog is open for: these deliveries, or all that the filter shows. */
type Asked = { ids: string[] | null; action: BulkOffer["action"]; clear: () => void };

/** The queue and the history. It reads itself anew, so that a clerk sees things move. */
export function DeliveriesList({ initial, choices, bulk, actOnMany }: Props) {
  const t = useTranslations("adminDeliveries");
  const words = useTranslations("deliveryActions.label");
  const { search, params } = useUrlState();
  const { data, error, refetch } = useQuery({
    ...listQuery<ListedDelivery>("deliveries", search, initial),
    refetchInterval: 15_000,
  });
  const columns = useDeliveryColumns(choices.bodies.length > 0);
  const filters = useDeliveryFilters(choices);
  const [asked, setAsked] = useState<Asked | null>(null);
  const filter = filterOnly(params);
  const first = bulk[0];
  const narrowed = filters.some(({ key }) => params.has(key));

  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-x-4">
        <FilterBar filters={filters} />
        <div className="mb-2 flex flex-wrap gap-2">
          {first && data && data.items.length > 0 && (
            <Button
              className="min-h-11 px-4"
              onClick={() => setAsked({ ids: null, action: first.action, clear: () => {} })}
            >
              {t("bulk.allMatching")}
            </Button>
          )}
          <a
            href={`/api/admin/deliveries/csv?${filter}`}
            download
            className={`${buttonClass()} min-h-11 px-4`}
          >
            {t("csv.export")}
          </a>
        </div>
      </div>
      <ListProblem error={error} retry={() => void refetch()} />
      <DataTable
        name="deliveries"
        label={t("title")}
        columns={columns}
        rows={data?.items}
        rowId={({ id }) => String(id)}
        rowHref={({ id }) => `/admin/deliveries/${id}` as Route}
        empty={
          <EmptyState title={t(narrowed ? "emptyFiltered" : "empty")}>
            {t(narrowed ? "emptyFilteredBody" : "emptyBody")}
          </EmptyState>
        }
        {...(first && {
          bulk: ({ ids, clear }) => (
            <>
              <span className="ps-2 text-small">{t("bulk.action")}</span>
              {bulk.map(({ action }) => (
                <Button
                  key={action}
                  className="min-h-11 px-3"
                  onClick={() => setAsked({ ids, action, clear })}
                >
                  {words(action)}
                </Button>
              ))}
            </>
          ),
        })}
      />
      <Pager next={data?.next} />
      {asked && (
        <BulkDialog
          ids={asked.ids}
          filter={filter}
          offers={bulk}
          action={asked.action}
          actOnMany={actOnMany}
          close={() => setAsked(null)}
          done={asked.clear}
        />
      )}
    </>
  );
}

/** The address's filter without order and place. */
function filterOnly(params: URLSearchParams): string {
  const filter = new URLSearchParams(params);
  for (const key of ["sort", "cursor"]) filter.delete(key);
  return filter.toString();
}
