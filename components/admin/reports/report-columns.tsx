"use client";

import { createColumnHelper } from "@tanstack/react-table";
import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { DeliveryStateBadge } from "@/components/admin/deliveries/delivery-state";
import type { Wired } from "@/components/admin/list-query";
import { VisibilityMark } from "@/components/admin/reports/visibility-mark";
import { RelativeTime } from "@/components/ui/relative-time";
import { StateBadge } from "@/components/ui/state-badge";
import type { StaffListedReport } from "@/lib/reports/list-staff-reports";
import { kindOf, labelKeyOf } from "@/lib/reports/states";

const column = createColumnHelper<Wired<StaffListedReport>>();

/** The columns of the dashboard's list of reports. */
export function useReportColumns() {
  const t = useTranslations("adminReports");
  const states = useTranslations("states.label");
  return useMemo(
    () => [
      column.accessor("title", {
        header: t("column.report"),
        cell: ({ row: { original } }) => (
          <Link
            href={`/admin/reports/${original.id}` as Route}
            className="block max-w-64 min-w-40 truncate"
            title={original.title}
          >
            {original.id} {original.title}
          </Link>
        ),
      }),
      column.accessor("state", {
        header: t("column.state"),
        cell: ({ getValue }) => (
          <StateBadge mark={kindOf(getValue())}>{states(labelKeyOf(getValue()))}</StateBadge>
        ),
      }),
      column.accessor("deliveries", {
        header: t("column.sentTo"),
        cell: ({ getValue }) => (
          <ul className="flex flex-col gap-0.5">
            {getValue().map(({ id, state, body }) => (
              <li key={id} className="flex items-center gap-2">
                <DeliveryStateBadge state={state} />
                <span className="block max-w-52 truncate text-ink-soft" title={body.name}>
                  {body.name}
                </span>
              </li>
            ))}
          </ul>
        ),
      }),
      column.accessor("createdAt", {
        header: t("column.created"),
        cell: ({ getValue }) => (
          <span className="whitespace-nowrap">
            <RelativeTime at={new Date(getValue())} />
          </span>
        ),
      }),
      column.accessor("visibility", {
        header: t("column.visibility"),
        cell: ({ getValue }) => <VisibilityMark visibility={getValue()} />,
      }),
      column.accessor("category.name", {
        id: "category",
        header: t("column.category"),
        meta: { wideOnly: true },
        cell: ({ getValue }) => <span className="block max-w-52 truncate">{getValue()}</span>,
      }),
    ],
    [t, states],
  );
}
