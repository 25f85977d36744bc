"use client";

import { createColumnHelper } from "@tanstack/react-table";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { DeliveryStateBadge } from "@/components/admin/deliveries/delivery-state";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ListedDelivery } from "@/lib/delivery/list-deliveries";

const column = createColumnHelper<ListedDelivery>();

/** The columns of the deliveries' table. `withBody`: for those who see several bodies. */
export function useDeliveryColumns(withBody: boolean) {
  const t = useTranslations("adminDeliveries");
  const methods = useTranslations("connectionSettings.methods");
  return useMemo(
    () => [
      column.accessor("report", {
        header: t("column.report"),
        meta: { sort: "id" },
        cell: ({ row: { original } }) => (
          <Link
            href={`/admin/deliveries/${original.id}`}
            className="block max-w-64 min-w-40 truncate"
            title={original.report.title ?? t("noTitle")}
          >
            {original.report.id} {original.report.title ?? <i className="text-ink-soft">{t("noTitle")}</i>}
          </Link>
        ),
      }),
      column.accessor("state", {
        header: t("column.state"),
        cell: ({ getValue }) => <DeliveryStateBadge state={getValue()} />,
      }),
      column.accessor("attempts", { header: t("column.attempts"), meta: { numeric: true } }),
      column.accessor("dueAt", {
        id: "when",
        header: t("column.when"),
        meta: { sort: "due" },
        cell: ({ row: { original } }) => <NextTry delivery={original} now={t("now")} />,
      }),
      column.accessor("lastError", {
        id: "error",
        header: t("column.error"),
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
              header: t("column.body"),
              cell: ({ getValue }) => <span className="block max-w-48 truncate">{getValue()}</span>,
            }),
          ]
        : []),
      column.accessor("category", {
        header: t("column.category"),
        meta: { wideOnly: true },
        cell: ({ getValue }) => <span className="block max-w-48 truncate">{getValue()}</span>,
      }),
      column.accessor("method", {
        id: "way",
        header: t("column.way"),
        meta: { wideOnly: true },
        cell: ({ row: { original } }) => (
          <span className="whitespace-nowrap">
            {methods(`${original.method}.label`)}
            {original.connection && (
              <>
                {" · "}
                <Link href={`/admin/connections/${original.connection.id}`}>{original.connection.slug}</Link>
              </>
            )}
          </span>
        ),
      }),
      column.accessor("sentAt", {
        id: "sent",
        header: t("column.sent"),
        meta: { wideOnly: true },
        cell: ({ getValue }) => {
          const at = getValue();
          return at && <Time at={at} />;
        },
      }),
      column.accessor("externalId", {
        id: "reference",
        header: t("column.reference"),
        cell: ({ getValue }) => <span className="font-mono text-small whitespace-nowrap">{getValue()}</span>,
      }),
    ],
    [t, methods, withBody],
  );
}

const Time = ({ at }: { at: string }) => (
  <span className="whitespace-nowrap">
    <RelativeTime at={new Date(at)} />
  </span>
);

/** When it is tried next, as far as that is settled. */
function NextTry({ delivery, now }: { delivery: ListedDelivery; now: string }) {
  if (delivery.state !== "due") return null;
  return new Date(delivery.dueAt) <= new Date() ? now : <Time at={delivery.dueAt} />;
}
