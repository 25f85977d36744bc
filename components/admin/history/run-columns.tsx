"use client";

import { createColumnHelper } from "@tanstack/react-table";
import type { Route } from "next";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useMemo } from "react";
import { RunPhaseBadge } from "@/components/admin/history/run-phase";
import type { Wired } from "@/components/admin/list-query";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ListedRun } from "@/lib/sync/history/list-runs";

export type Run = Wired<ListedRun>;
const column = createColumnHelper<Run>();

export const runHref = ({ id, connection }: Pick<Run, "id" | "connection">): Route =>
  `/admin/connections/${connection.id}/past/${id}` as Route;

export function useRunColumns() {
  const t = useTranslations("adminHistory");
  const format = useFormatter();
  return useMemo(
    () => [
      column.accessor("task", {
        header: t("list.what"),
        cell: ({ row: { original } }) => (
          <>
            <Link href={runHref(original)}>{t(`task.${original.task}`)}</Link>
            <span className="block max-w-[40ch] text-small wrap-anywhere text-ink-soft">
              {original.file ?? t("backEnd")}
            </span>
          </>
        ),
      }),
      column.accessor("phase", {
        header: t("list.state"),
        cell: ({ row: { original } }) => (
          <>
            <RunPhaseBadge phase={original.phase} />
            {original.part !== null && original.phase !== "done" && (
              <span className="ms-2 tabular-nums">{t("progress.part", { percent: original.part })}</span>
            )}
            {original.error && (
              <span className="mt-1 line-clamp-3 block max-w-[48ch] min-w-[20ch] text-small wrap-anywhere">
                {original.error}
              </span>
            )}
          </>
        ),
      }),
      column.accessor("done", {
        header: t("list.rows"),
        meta: { numeric: true },
        cell: ({ getValue }) => format.number(getValue()),
      }),
      column.accessor("rate", {
        header: t("list.rate"),
        meta: { numeric: true, wideOnly: true },
        cell: ({ getValue }) => {
          const rate = getValue();
          return rate === null ? "" : format.number(Math.round(rate));
        },
      }),
      column.accessor("startedAt", {
        header: t("list.started"),
        cell: ({ getValue }) => (
          <span className="whitespace-nowrap">
            <RelativeTime at={new Date(getValue())} />
          </span>
        ),
      }),
      column.accessor("startedBy", {
        header: t("list.by"),
        meta: { wideOnly: true },
        cell: ({ getValue }) => getValue()?.name ?? t("list.command"),
      }),
    ],
    [t, format],
  );
}
