"use client";

import { createColumnHelper } from "@tanstack/react-table";
import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { DeliveryStateBadge } from "@/components/admin/deliveries/delivery-state";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ListedUpdateDelivery } from "@/lib/delivery/updates/list-update-deliveries";

const column = createColumnHelper<ListedUpdateDelivery>();

/** The columns of the table of updates going out. `withBody`: for those who see several bodies. */
export function useUpdateColumns(withBody: boolean) {
  const t = useTranslations("adminUpdatesOut.column");
  return useMemo(
    () => [
      column.accessor("update", { header: t("update"), cell: ({ row }) => <Said row={row.original} /> }),
      column.accessor("state", {
        header: t("state"),
        cell: ({ getValue }) => <DeliveryStateBadge state={getValue()} />,
      }),
      column.accessor("attempts", { header: t("attempts"), meta: { numeric: true } }),
      column.accessor("dueAt", {
        id: "when",
        header: t("when"),
        cell: ({ row: { original } }) => <NextTry row={original} />,
      }),
      column.accessor("lastError", {
        id: "error",
        header: t("error"),
        cell: ({ getValue }) => {
          const error = getValue();
          return (
            error && (
              <span className="block max-w-72 min-w-40 truncate" title={error}>
                {error}
              </span>
            )
          );
        },
      }),
      ...(withBody
        ? [
            column.accessor("body.name", {
              id: "body",
              header: t("body"),
              cell: ({ getValue }) => <span className="block max-w-48 truncate">{getValue()}</span>,
            }),
          ]
        : []),
      column.accessor("connection", {
        header: t("connection"),
        cell: ({ getValue }) => <Way connection={getValue()} />,
      }),
      column.accessor("category", {
        header: t("category"),
        meta: { wideOnly: true },
        cell: ({ getValue }) => <span className="block max-w-48 truncate">{getValue()}</span>,
      }),
      column.accessor("saidAt", { header: t("said"), cell: ({ getValue }) => <Time at={getValue()} /> }),
      column.accessor("sentAt", {
        id: "sent",
        header: t("sent"),
        meta: { wideOnly: true },
        cell: ({ getValue }) => {
          const at = getValue();
          return at && <Time at={at} />;
        },
      }),
    ],
    [t, withBody],
  );
}

/** What was said, with the way to it, and about which report. */
function Said({ row: { id, update, report } }: { row: ListedUpdateDelivery }) {
  const t = useTranslations("adminUpdatesOut");
  const text = update.text ?? t("notPublic");
  return (
    <span className="block max-w-72 min-w-40">
      <Link href={`/admin/updates/${id}` as Route} className="block truncate" title={text}>
        {text || t("noWords")}
      </Link>
      <span className="block truncate text-small font-normal text-ink-soft">
        {t("about", { report: String(report.id), title: report.title ?? "" })}
      </span>
    </span>
  );
}

function Way({ connection }: { connection: ListedUpdateDelivery["connection"] }) {
  const t = useTranslations("adminUpdatesOut");
  if (!connection) return t("byMail");
  return (
    <span className="whitespace-nowrap">
      <Link href={`/admin/connections/${connection.id}`}>{connection.slug}</Link>
      {connection.paused && <span className="block text-small">{t("paused")}</span>}
    </span>
  );
}

const Time = ({ at }: { at: string }) => (
  <span className="whitespace-nowrap">
    <RelativeTime at={new Date(at)} />
  </span>
);

/** When it is tried next, as far as that is settled. */
function NextTry({ row: { state, dueAt } }: { row: ListedUpdateDelivery }) {
  const t = useTranslations("adminDeliveries");
  if (state !== "due") return null;
  return new Date(dueAt) <= new Date() ? t("now") : <Time at={dueAt} />;
}
