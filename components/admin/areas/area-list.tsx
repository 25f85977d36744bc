"use client";

import { useQuery } from "@tanstack/react-query";
import { createColumnHelper } from "@tanstack/react-table";
import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Fragment, useMemo } from "react";
import { Badge } from "@/components/admin/contacts/badge";
import { FilterBar } from "@/components/admin/filter-bar";
import { listQuery, type Wired } from "@/components/admin/list-query";
import { Pager } from "@/components/admin/pager";
import { DataTable } from "@/components/admin/table/data-table";
import { ListProblem } from "@/components/admin/table/list-problem";
import { useUrlState } from "@/components/admin/use-url-state";
import { EmptyState } from "@/components/ui/empty-state";
import type { ListedArea } from "@/lib/bodies/list-areas";
import type { Page } from "@/lib/page";

const column = createColumnHelper<Wired<ListedArea>>();

/** All areas, with who covers them. */
export function AreaList({ initial }: { initial: { search: string; page: Wired<Page<ListedArea>> } }) {
  const t = useTranslations("adminBodies.areas");
  const { search } = useUrlState();
  const { data, error, refetch } = useQuery(listQuery<ListedArea>("areas", search, initial));
  const columns = useMemo(
    () => [
      column.accessor("name", {
        header: t("name"),
        meta: { sort: "name" },
        cell: ({ row: { original } }) => (
          <span className="flex flex-wrap items-center gap-2">
            <Link href={`/admin/areas/${original.id}` as Route}>{original.name}</Link>
            {original.retired && <Badge>{t("retired")}</Badge>}
          </span>
        ),
      }),
      column.accessor("type", { header: t("kind") }),
      column.accessor("bodies", {
        header: t("bodies"),
        cell: ({ getValue }) => {
          const bodies = getValue();
          if (bodies.length === 0) return <span className="text-ink-soft">{t("nobody")}</span>;
          return bodies.map(({ id, name }, index) => (
            <Fragment key={id}>
              {index > 0 && ", "}
              <Link href={`/admin/bodies/${id}/areas` as Route}>{name}</Link>
            </Fragment>
          ));
        },
      }),
      column.accessor("slug", { header: t("slug"), meta: { wideOnly: true } }),
    ],
    [t],
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
        name="areas"
        label={t("title")}
        columns={columns}
        rows={data?.items}
        rowId={({ id }) => String(id)}
        rowHref={({ id }) => `/admin/areas/${id}` as Route}
        empty={<EmptyState title={t("empty")}>{t("emptyBody")}</EmptyState>}
      />
      <Pager next={data?.next} />
    </>
  );
}
