"use client";

import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { DeliveryActions } from "@/components/admin/deliveries/delivery-actions";
import { DeliveryStateBadge } from "@/components/admin/deliveries/delivery-state";
import type { ShownReport } from "@/components/admin/reports/report-query";
import type { FormActionOf } from "@/components/admin/use-form";
import { RelativeTime } from "@/components/ui/relative-time";

/** Where a report went, body by body, and what can be done about it. */
export function ReportDeliveries({
  deliveries,
  act,
}: {
  deliveries: ShownReport["deliveries"];
  act: FormActionOf;
}) {
  const t = useTranslations("adminReports.detail");
  if (deliveries.length === 0) return <p className="text-ink-soft">{t("noDeliveries")}</p>;
  return (
    <ul className="flex flex-col">
      {deliveries.map((delivery) => (
        <li
          key={delivery.id}
          className="flex flex-col gap-2 border-b border-line py-3 first:pt-0 last:border-b-0 last:pb-0"
        >
          <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <b className="min-w-0 break-words">{delivery.body.name}</b>
            <DeliveryStateBadge state={delivery.state} />
            {delivery.sentAt && (
              <span className="text-small text-ink-soft">
                <RelativeTime at={new Date(delivery.sentAt)} />
              </span>
            )}
            {delivery.visible && (
              <Link href={`/admin/deliveries/${delivery.id}` as Route} className="ms-auto">
                {t("open")}
                <span className="sr-only"> {delivery.body.name}</span>
              </Link>
            )}
          </div>
          {delivery.externalId && (
            <p className="text-small">
              <span className="text-ink-soft">{t("reference")}</span>{" "}
              <span className="font-mono break-all select-all">{delivery.externalId}</span>
            </p>
          )}
          {delivery.lastError && delivery.state !== "sent" && (
            <p className="max-w-[75ch] text-small break-words">{delivery.lastError}</p>
          )}
          {/* Another category to send it as is chosen on the delivery's own page. */}
          <DeliveryActions delivery={{ ...delivery, sendableAs: [] }} act={act} quiet />
        </li>
      ))}
    </ul>
  );
}
