"use client";

import { useQuery } from "@tanstack/react-query";
import { createColumnHelper } from "@tanstack/react-table";
import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useActionName } from "@/components/admin/audit/action-name";
import { Changes } from "@/components/admin/audit/changes";
import { Who } from "@/components/admin/audit/who";
import { FilterBar } from "@/components/admin/filter-bar";
import { listQuery, type Wired } from "@/components/admin/list-query";
import { Pager } from "@/components/admin/pager";
import { DataTable } from "@/components/admin/table/data-table";
import { ListProblem } from "@/components/admin/table/list-problem";
import { useUrlState } from "@/components/admin/use-url-state";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import type { AuditEntry } from "@/lib/auth/list-audit";
import type { Page } from "@/lib/page";

type Entry = Wired<AuditEntry>;
const column = createColumnHelper<Entry>();

/** The audit log with its filters. `bodies`: to choose from, for superusers. */
export function AuditList({
  initial,
  actions,
  bodies,
}: {
  initial: { search: string; page: Wired<Page<AuditEntry>> };
  actions: readonly string[];
  bodies: readonly { id: number; name: string }[];
}) {
  const t = useTranslations("admin.audit");
  const nameOf = useActionName();
  const { search } = useUrlState();
  const { data, error, refetch } = useQuery(listQuery<AuditEntry>("audit", search, initial));
  const columns = useMemo(
    () => [
      column.accessor("at", {
        header: t("when"),
        cell: ({ getValue }) => (
          <span className="whitespace-nowrap">
            <RelativeTime at={new Date(getValue())} />
          </span>
        ),
      }),
      column.display({ id: "who", header: t("who"), cell: ({ row }) => <Who entry={row.original} /> }),
      column.accessor("action", { header: t("what"), cell: ({ row }) => <What entry={row.original} /> }),
      column.accessor("body.name", { header: t("where"), meta: { wideOnly: true } }),
      column.accessor("note", { header: t("note"), meta: { wideOnly: true } }),
      column.display({
        id: "changes",
        header: t("changes"),
        cell: ({ row: { original } }) => <Changes before={original.before} after={original.after} />,
      }),
    ],
    [t],
  );
  return (
    <>
      <FilterBar
        search={t("search")}
        filters={[
          {
            key: "action",
            label: t("action"),
            kind: "choice",
            options: actions.map((action) => ({ value: action, label: nameOf(action) })),
          },
          ...(bodies.length > 0
            ? [
                {
                  key: "body",
                  label: t("body"),
                  kind: "choice" as const,
                  options: bodies.map(({ id, name }) => ({ value: String(id), label: name })),
                },
              ]
            : []),
          { key: "since", label: t("since"), kind: "date" },
          { key: "until", label: t("until"), kind: "date" },
        ]}
      />
      <ListProblem error={error} retry={() => void refetch()} />
      <DataTable
        name="audit"
        label={t("title")}
        columns={columns}
        rows={data?.items}
        rowId={({ id }) => String(id)}
        empty={<EmptyState title={t("empty")}>{t("emptyBody")}</EmptyState>}
      />
      <Pager next={data?.next} />
    </>
  );
}

/** The act in words, with the way to what it was done to. */
function What({ entry }: { entry: Entry }) {
  const t = useTranslations("admin.audit");
  const nameOf = useActionName();
  const { reportId, contactId, connectionId } = entry;
  const href = contactId
    ? `/admin/contacts/${contactId}`
    : connectionId
      ? `/admin/connections/${connectionId}`
      : reportId
        ? `/admin/reports/${reportId}`
        : null;
  return (
    <>
      {href ? <Link href={href as Route}>{nameOf(entry.action)}</Link> : nameOf(entry.action)}
      {reportId && (
        <span className="block text-small text-ink-soft">{t("report", { id: String(reportId) })}</span>
      )}
    </>
  );
}
