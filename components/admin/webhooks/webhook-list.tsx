"use client";

import { useQuery } from "@tanstack/react-query";
import { createColumnHelper } from "@tanstack/react-table";
import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { FilterBar } from "@/components/admin/filter-bar";
import { listQuery, type Wired } from "@/components/admin/list-query";
import { Pager } from "@/components/admin/pager";
import { DataTable } from "@/components/admin/table/data-table";
import { ListProblem } from "@/components/admin/table/list-problem";
import { useUrlState } from "@/components/admin/use-url-state";
import { WebhookBadge } from "@/components/admin/webhooks/webhook-badge";
import { withDots } from "@/components/admin/wire/pretty";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Page } from "@/lib/page";
import type { ListedWebhook } from "@/lib/webhooks/list-webhooks";

const column = createColumnHelper<Wired<ListedWebhook>>();

type Props = {
  initial: { search: string; page: Wired<Page<ListedWebhook>> };
  /** Offered to those who see several. */
  bodies: readonly { id: number; name: string }[];
};

/** The webhooks, with how each fares. */
export function WebhookList({ initial, bodies }: Props) {
  const t = useTranslations("adminWebhooks.list");
  const { search } = useUrlState();
  const { data, error, refetch } = useQuery(listQuery<ListedWebhook>("webhooks", search, initial));
  const columns = useMemo(
    () => [
      column.accessor("name", {
        header: t("name"),
        cell: ({ row: { original } }) => (
          <Link href={`/admin/webhooks/${original.id}` as Route}>{original.name}</Link>
        ),
      }),
      column.accessor("standing", {
        header: t("standing"),
        cell: ({ getValue }) => <WebhookBadge standing={getValue()} />,
      }),
      column.accessor("body", {
        header: t("body"),
        cell: ({ getValue }) => getValue()?.name ?? t("wholeSite"),
      }),
      column.accessor("url", {
        header: t("url"),
        cell: ({ getValue }) => (
          <span className="font-mono text-small break-all">{withDots(getValue())}</span>
        ),
      }),
      column.accessor("waiting", { header: t("waiting"), meta: { numeric: true } }),
      column.accessor("lastSentAt", {
        header: t("lastSent"),
        cell: ({ getValue }) => {
          const at = getValue();
          return at ? <RelativeTime at={new Date(at)} /> : t("never");
        },
      }),
    ],
    [t],
  );
  return (
    <>
      <FilterBar
        search={t("search")}
        filters={
          bodies.length > 1
            ? [
                {
                  ...{ key: "body", label: t("body"), kind: "choice" },
                  options: bodies.map(({ id, name }) => ({ value: String(id), label: name })),
                },
              ]
            : []
        }
      />
      <ListProblem error={error} retry={() => void refetch()} />
      <DataTable
        name="webhooks"
        label={t("title")}
        columns={columns}
        rows={data?.items}
        rowId={({ id }) => String(id)}
        rowHref={({ id }) => `/admin/webhooks/${id}` as Route}
        empty={<EmptyState title={t("empty")}>{t("emptyBody")}</EmptyState>}
      />
      <Pager next={data?.next} />
    </>
  );
}
