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
import type { Page } from "@/lib/page";
import type { UserItem } from "@/lib/users/list-users";

type Item = Wired<UserItem>;
const column = createColumnHelper<Item>();

const hrefOf = ({ id }: Item) => `/admin/users/${id}` as Route;

/** Users with their filters. `bodies`: to choose from, for superusers, who may also see citizens. */
export function UserList({
  initial,
  roles,
  bodies,
}: {
  initial: { search: string; page: Wired<Page<UserItem>> };
  roles: readonly { slug: string; name: string }[];
  bodies: readonly { id: number; name: string }[];
}) {
  const t = useTranslations("adminUsers");
  const { search } = useUrlState();
  const { data, error, refetch } = useQuery(listQuery<UserItem>("users", search, initial));
  const superuser = bodies.length > 0;
  const columns = useMemo(
    () => [
      column.accessor("name", {
        header: t("column.name"),
        cell: ({ row: { original } }) => (
          <Link href={hrefOf(original)}>{original.name || original.email || original.id}</Link>
        ),
      }),
      column.accessor("email", { header: t("column.email") }),
      ...(superuser ? [column.accessor("body.name", { header: t("column.body") })] : []),
      column.display({
        id: "roles",
        header: t("column.roles"),
        cell: ({ row }) => <Rights user={row.original} />,
      }),
      column.accessor("secondFactor", {
        header: t("column.factor"),
        cell: ({ getValue }) => t(getValue() ? "mark.factorOn" : "mark.factorOff"),
        meta: { wideOnly: true },
      }),
    ],
    [t, superuser],
  );
  const filters: Filter[] = [
    {
      key: "role",
      label: t("filter.role"),
      kind: "choice",
      options: roles.map(({ slug, name }) => ({ value: slug, label: name })),
    },
  ];
  if (superuser) {
    const options = bodies.map(({ id, name }) => ({ value: String(id), label: name }));
    filters.push({ key: "body", label: t("filter.body"), kind: "choice", options });
    filters.push({ key: "everyone", label: t("filter.everyone"), kind: "flag" });
  }
  return (
    <>
      <FilterBar search={t("search")} filters={filters} />
      <ListProblem error={error} retry={() => void refetch()} />
      <DataTable
        name="users"
        label={t("title")}
        columns={columns}
        rows={data?.items}
        rowId={({ id }) => String(id)}
        rowHref={hrefOf}
        empty={<EmptyState title={t("none")}>{t("noneHint")}</EmptyState>}
      />
      <Pager next={data?.next} />
    </>
  );
}

/** What somebody may do, in a few words: superuser, roles, limits, and whether they were ever here. */
function Rights({ user }: { user: Item }) {
  const t = useTranslations("adminUsers.mark");
  const staff = user.superuser || user.body !== null;
  if (!staff) return <span className="text-ink-soft">{t("citizen")}</span>;
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      {user.superuser && <Badge look="good">{t("superuser")}</Badge>}
      {user.roles.map(({ name }) => name).join(", ") ||
        (!user.superuser && <span className="text-ink-soft">{t("noRole")}</span>)}
      {user.categories > 0 && <Badge>{t("limited", { count: user.categories })}</Badge>}
      {user.invited && <Badge look="warn">{t("invited")}</Badge>}
    </span>
  );
}
