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
import type { ListedTemplate } from "@/lib/bodies/list-templates";
import type { Page } from "@/lib/page";
import { labelKeyOf, reportStates } from "@/lib/reports/states";

const column = createColumnHelper<Wired<ListedTemplate>>();
const namesShown = 2;

type Choice = { id: number; name: string };

/** The templates with their filters; `bodies` are offered to those who see several. */
export function TemplateList({
  initial,
  bodies,
  categories,
}: {
  initial: { search: string; page: Wired<Page<ListedTemplate>> };
  bodies: readonly Choice[];
  categories: readonly Choice[];
}) {
  const t = useTranslations("adminTemplates.list");
  const states = useTranslations("states.label");
  const { search } = useUrlState();
  const { data, error, refetch } = useQuery(listQuery<ListedTemplate>("templates", search, initial));
  const several = bodies.length > 1;
  const columns = useMemo(
    () => [
      column.accessor("title", {
        header: t("name"),
        meta: { sort: "title" },
        cell: ({ row: { original } }) => (
          <span className="flex flex-wrap items-center gap-2">
            <Link href={`/admin/templates/${original.id}` as Route}>{original.title}</Link>
            {original.retired && <Badge>{t("retired")}</Badge>}
          </span>
        ),
      }),
      ...(several ? [column.accessor("body.name", { id: "body", header: t("body") })] : []),
      column.accessor("state", {
        header: t("state"),
        cell: ({ getValue }) => {
          const state = getValue();
          return state && states(labelKeyOf(state));
        },
      }),
      column.accessor("externalStatusCode", {
        header: t("code"),
        cell: ({ getValue }) => <span className="font-mono">{getValue()}</span>,
      }),
      column.accessor("autoResponse", {
        header: t("auto"),
        cell: ({ getValue }) => (getValue() ? <Badge look="good">{t("yes")}</Badge> : t("no")),
      }),
      column.accessor("contacts", {
        header: t("categories"),
        cell: ({ getValue }) => {
          const names = getValue().map(({ category }) => category);
          if (names.length === 0) return <span className="text-ink-soft">{t("every")}</span>;
          const shown = names.slice(0, namesShown).join(", ");
          const count = names.length - namesShown;
          return count > 0 ? t("more", { names: shown, count }) : shown;
        },
      }),
    ],
    [t, states, several],
  );
  const options = (choices: readonly Choice[]) =>
    choices.map(({ id, name }) => ({ value: String(id), label: name }));
  return (
    <>
      <FilterBar
        search={t("search")}
        filters={[
          ...(several
            ? [{ key: "body", label: t("body"), kind: "choice" as const, options: options(bodies) }]
            : []),
          {
            key: "state",
            label: t("state"),
            kind: "choice",
            options: reportStates.map((state) => ({ value: state, label: states(labelKeyOf(state)) })),
          },
          { key: "category", label: t("category"), kind: "choice", options: options(categories) },
          { key: "auto", label: t("autoOnly"), kind: "flag" },
          { key: "retired", label: t("retired"), kind: "flag" },
        ]}
      />
      <ListProblem error={error} retry={() => void refetch()} />
      <DataTable
        name="templates"
        label={t("title")}
        columns={columns}
        rows={data?.items}
        rowId={({ id }) => String(id)}
        rowHref={({ id }) => `/admin/templates/${id}` as Route}
        empty={<EmptyState title={t("empty")}>{t("emptyBody")}</EmptyState>}
      />
      <Pager next={data?.next} />
    </>
  );
}
