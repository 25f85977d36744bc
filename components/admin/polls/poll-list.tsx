"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { FilterBar } from "@/components/admin/filter-bar";
import { listQuery, type Wired } from "@/components/admin/list-query";
import { Pager } from "@/components/admin/pager";
import { pollHref, usePollColumns } from "@/components/admin/polls/poll-columns";
import { DataTable } from "@/components/admin/table/data-table";
import { ListProblem } from "@/components/admin/table/list-problem";
import { useUrlState } from "@/components/admin/use-url-state";
import { EmptyState } from "@/components/ui/empty-state";
import type { Page } from "@/lib/page";
import type { ListedPoll } from "@/lib/sync/pull/list-polls";

type Props = {
  connectionId: number;
  initial: { search: string; page: Wired<Page<ListedPoll>> };
};

const shows = ["failed", "news", "dead"] as const;
const kinds = ["updates", "requests"] as const;

/** What a connection's back end was asked, and what came of it; new ones appear by themselves. */
export function PollList({ connectionId, initial }: Props) {
  const t = useTranslations("adminPolls");
  const { params } = useUrlState();
  const search = pollSearch(params, connectionId);
  const { data, error, refetch } = useQuery({
    ...listQuery<ListedPoll>("polls", search, initial),
    refetchInterval: 15_000,
  });
  const columns = usePollColumns();
  const filtered = params.has("show") || params.has("kind");
  return (
    <section aria-labelledby="polls" className="mt-6">
      <h2 id="polls" className="mb-2 text-large">
        {t("list.title")}
      </h2>
      <FilterBar
        filters={[
          {
            ...{ key: "show", label: t("list.show"), kind: "choice" },
            options: shows.map((value) => ({ value, label: t(`list.only.${value}`) })),
          },
          {
            ...{ key: "kind", label: t("list.kind"), kind: "choice" },
            options: kinds.map((value) => ({ value, label: t(`kinds.${value}`) })),
          },
        ]}
      />
      <ListProblem error={error} retry={() => void refetch()} />
      <DataTable
        name="polls"
        label={t("list.title")}
        columns={columns}
        rows={data?.items}
        rowId={({ id }) => String(id)}
        rowHref={pollHref}
        empty={
          <EmptyState title={t(filtered ? "list.emptyFiltered" : "list.empty")}>
            {t(filtered ? "list.emptyFilteredBody" : "list.emptyBody")}
          </EmptyState>
        }
      />
      <Pager next={data?.next} />
    </section>
  );
}

/** The list's query: the page's own, about this connection. */
function pollSearch(params: URLSearchParams, connectionId: number): string {
  const search = new URLSearchParams(params);
  search.set("connection", String(connectionId));
  return search.toString();
}
