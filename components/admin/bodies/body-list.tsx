"use client";

import { useQuery } from "@tanstack/react-query";
import { createColumnHelper } from "@tanstack/react-table";
import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { Badge } from "@/components/admin/contacts/badge";
import { FilterBar } from "@/components/admin/filter-bar";
import { listQuery, type Wired } from "@/components/admin/list-query";
import { Pager } from "@/components/admin/pager";
import { DataTable } from "@/components/admin/table/data-table";
import { ListProblem } from "@/components/admin/table/list-problem";
import { useUrlState } from "@/components/admin/use-url-state";
import { EmptyState } from "@/components/ui/empty-state";
import type { Page } from "@/lib/page";
import type { ListedBody } from "@/lib/reports/list-bodies";

const column = createColumnHelper<Wired<ListedBody>>();
/** The list's own limit (lib/reports/list-bodies.ts): beyond it nothing is counted. */
const openAtMost = 1000;

/** The bodies, with what is told of each at a glance. */
export function BodyList({ initial }: { initial: { search: string; page: Wired<Page<ListedBody>> } }) {
  const t = useTranslations("adminBodies.list");
  const methods = useTranslations("connectionSettings.methods");
  const { search } = useUrlState();
  const { data, error, refetch } = useQuery(listQuery<ListedBody>("bodies", search, initial));
  const columns = useMemo(
    () => [
      column.accessor("name", {
        header: t("name"),
        meta: { sort: "name" },
        cell: ({ row: { original } }) => (
          <span className="flex flex-wrap items-center gap-2">
            <Link href={`/admin/bodies/${original.id}` as Route}>{original.name}</Link>
            {original.retired && <Badge>{t("retired")}</Badge>}
          </span>
        ),
      }),
      column.accessor("areas", {
        header: t("areas"),
        cell: ({ getValue }) => {
          const { names, count } = getValue();
          const more = count - names.length;
          return more > 0 ? t("more", { names: names.join(", "), count: more }) : names.join(", ");
        },
      }),
      column.accessor("connection", {
        header: t("connection"),
        cell: ({ getValue }) => {
          const connection = getValue();
          if (!connection) return t("byMail");
          return (
            <span className="flex flex-wrap items-center gap-2">
              <Link href={`/admin/connections/${connection.id}` as Route}>{connection.slug}</Link>
              <span className="text-ink-soft">{methods(`${connection.method}.label`)}</span>
              {connection.paused && <Badge look="warn">{t("paused")}</Badge>}
            </span>
          );
        },
      }),
      column.accessor("contacts", { header: t("contacts"), meta: { numeric: true } }),
      column.accessor("open", {
        header: t("open"),
        meta: { numeric: true },
        cell: ({ getValue }) => (getValue() < openAtMost ? getValue() : t("openMost", { count: openAtMost })),
      }),
    ],
    [t, methods],
  );
  return (
    <>
      <FilterBar
        search={t("search")}
        filters={[
          {
            key: "state",
            label: t("state"),
            kind: "choice",
            options: [
              { value: "active", label: t("active") },
              { value: "retired", label: t("retired") },
            ],
          },
        ]}
      />
      <ListProblem error={error} retry={() => void refetch()} />
      <DataTable
        name="bodies"
        label={t("title")}
        columns={columns}
        rows={data?.items}
        rowId={({ id }) => String(id)}
        rowHref={({ id }) => `/admin/bodies/${id}` as Route}
        empty={<EmptyState title={t("empty")}>{t("emptyBody")}</EmptyState>}
      />
      <Pager next={data?.next} />
    </>
  );
}
