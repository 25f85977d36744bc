"use client";

import { useQuery } from "@tanstack/react-query";
import { createColumnHelper } from "@tanstack/react-table";
import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { Badge } from "@/components/admin/contacts/badge";
import { type Filter, FilterBar } from "@/components/admin/filter-bar";
import { listQuery, type Wired } from "@/components/admin/list-query";
import { Pager } from "@/components/admin/pager";
import { DataTable } from "@/components/admin/table/data-table";
import { ListProblem } from "@/components/admin/table/list-problem";
import { useUrlState } from "@/components/admin/use-url-state";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ListedClient } from "@/lib/clients/list-clients";
import type { Page } from "@/lib/page";

type Item = Wired<ListedClient>;
const column = createColumnHelper<Item>();
const hrefOf = ({ id }: Item) => `/admin/clients/${id}` as Route;

/** The clients with their filters; `bodies` are offered to those who see all. */
export function ClientList({
  initial,
  bodies,
}: {
  initial: { search: string; page: Wired<Page<ListedClient>> };
  bodies: readonly { id: number; name: string }[];
}) {
  const t = useTranslations("adminClients");
  const { search } = useUrlState();
  const { data, error, refetch } = useQuery(listQuery<ListedClient>("clients", search, initial));
  const several = bodies.length > 0;
  const columns = useMemo(
    () => [
      column.accessor("name", {
        header: t("column.name"),
        cell: ({ row: { original } }) => (
          <span className="flex flex-wrap items-center gap-2">
            <Link href={hrefOf(original)}>{original.name}</Link>
            {original.trusted && <Badge>{t("mark.trusted")}</Badge>}
            {original.revokedAt && <Badge look="warn">{t("mark.revoked")}</Badge>}
          </span>
        ),
      }),
      ...(several ? [column.accessor("body.name", { id: "body", header: t("column.body") })] : []),
      column.accessor("may", {
        header: t("column.may"),
        cell: ({ getValue }) =>
          getValue()
            .map((right) => t(`right.${right}.short`))
            .join(", ") || <span className="text-ink-soft">{t("nothing")}</span>,
      }),
      column.accessor("keyHint", {
        header: t("column.key"),
        cell: ({ getValue }) => getValue() && <span className="font-mono">…{getValue()}</span>,
        meta: { wideOnly: true },
      }),
      column.accessor("lastUsedAt", {
        header: t("column.used"),
        cell: ({ getValue }) => {
          const at = getValue();
          return at ? (
            <RelativeTime at={new Date(at)} />
          ) : (
            <span className="text-ink-soft">{t("never")}</span>
          );
        },
      }),
    ],
    [t, several],
  );
  const filters: Filter[] = [{ key: "revoked", label: t("filter.revoked"), kind: "flag" }];
  if (several) {
    const options = bodies.map(({ id, name }) => ({ value: String(id), label: name }));
    options.unshift({ value: "none", label: t("filter.nobody") });
    filters.unshift({ key: "body", label: t("filter.body"), kind: "choice", options });
  }
  return (
    <>
      <FilterBar search={t("search")} filters={filters} />
      <ListProblem error={error} retry={() => void refetch()} />
      <DataTable
        name="clients"
        label={t("title")}
        columns={columns}
        rows={data?.items}
        rowId={({ id }) => String(id)}
        rowHref={hrefOf}
        empty={<EmptyState title={t("empty")}>{t("emptyBody")}</EmptyState>}
      />
      <Pager next={data?.next} />
    </>
  );
}
