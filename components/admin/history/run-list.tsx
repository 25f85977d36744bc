"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type Run, runHref, useRunColumns } from "@/components/admin/history/run-columns";
import { isMoving } from "@/components/admin/history/run-phase";
import { listQuery } from "@/components/admin/list-query";
import { Pager } from "@/components/admin/pager";
import { DataTable } from "@/components/admin/table/data-table";
import { ListProblem } from "@/components/admin/table/list-problem";
import { useUrlState } from "@/components/admin/use-url-state";
import { EmptyState } from "@/components/ui/empty-state";
import type { ListedRun } from "@/lib/sync/history/list-runs";

type Props = {
  connectionId: number;
  initial: { search: string; page: { items: Run[]; next: string | null } };
};

/** What was done with a back end's past, the latest first; read anew while something of it moves. */
export function RunList({ connectionId, initial }: Props) {
  const t = useTranslations("adminHistory.list");
  const { params } = useUrlState();
  const search = new URLSearchParams(params);
  search.set("connection", String(connectionId));
  const { data, error, refetch } = useQuery({
    ...listQuery<ListedRun>("history", search.toString(), initial),
    refetchInterval: ({ state }) => (state.data?.items.some(isMoving) ? 3_000 : 20_000),
  });
  const columns = useRunColumns();
  return (
    <div className="mt-6">
      <h2 className="mb-2 text-large">{t("title")}</h2>
      <ListProblem error={error} retry={() => void refetch()} />
      <DataTable
        name="history-runs"
        label={t("title")}
        columns={columns}
        rows={data?.items}
        rowId={({ id }) => String(id)}
        rowHref={runHref}
        empty={<EmptyState title={t("empty")}>{t("emptyBody")}</EmptyState>}
      />
      <Pager next={data?.next} />
    </div>
  );
}
