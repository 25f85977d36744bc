"use client";

import { useQuery } from "@tanstack/react-query";
import { createColumnHelper } from "@tanstack/react-table";
import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { FilterBar } from "@/components/admin/filter-bar";
import { listQuery, type Wired } from "@/components/admin/list-query";
import { Pager } from "@/components/admin/pager";
import { DataTable } from "@/components/admin/table/data-table";
import { ListProblem } from "@/components/admin/table/list-problem";
import { useUrlState } from "@/components/admin/use-url-state";
import { EventState } from "@/components/admin/webhooks/event-state";
import { eventKey, eventKeys } from "@/components/admin/webhooks/event-words";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Page } from "@/lib/page";
import type { ListedEvent } from "@/lib/webhooks/list-events";

const column = createColumnHelper<Wired<ListedEvent>>();
const states = ["due", "sent", "failed", "skipped"] as const;

type Props = { webhookId: number; initial: { search: string; page: Wired<Page<ListedEvent>> } };

/** What a webhook was told and is to be; new events appear by themselves. */
export function EventList({ webhookId, initial }: Props) {
  const t = useTranslations("adminWebhooks.log");
  const events = useTranslations("adminWebhooks.events");
  const { search, params } = useUrlState();
  const { data, error, refetch } = useQuery({
    ...listQuery<ListedEvent>(`webhooks/${webhookId}/events`, search, initial),
    refetchInterval: 10_000,
  });
  const columns = useEventColumns(webhookId);
  const filtered = params.has("state") || params.has("event");
  return (
    <section aria-labelledby="log">
      <h2 id="log" className="text-large">
        {t("title")}
      </h2>
      <p className="mb-2 text-ink-soft">{t("lead")}</p>
      <FilterBar
        filters={[
          {
            ...{ key: "state", label: t("state"), kind: "choice" },
            options: states.map((value) => ({ value, label: t(`states.${value}`) })),
          },
          {
            ...{ key: "event", label: t("event"), kind: "choice" },
            options: Object.entries(eventKeys).map(([value, key]) => ({
              value,
              label: events(`${key}.label`),
            })),
          },
        ]}
      />
      <ListProblem error={error} retry={() => void refetch()} />
      <DataTable
        name="webhook-events"
        label={t("title")}
        columns={columns}
        rows={data?.items}
        rowId={({ id }) => String(id)}
        rowHref={({ id }) => eventHref(webhookId, id)}
        empty={
          <EmptyState title={t(filtered ? "emptyFiltered" : "empty")}>
            {!filtered && t("emptyBody")}
          </EmptyState>
        }
      />
      <Pager next={data?.next} />
    </section>
  );
}

const eventHref = (webhookId: number, id: number) => `/admin/webhooks/${webhookId}/events/${id}` as Route;

function useEventColumns(webhookId: number) {
  const t = useTranslations("adminWebhooks.log");
  const events = useTranslations("adminWebhooks.events");
  return useMemo(
    () => [
      column.accessor("event", {
        header: t("event"),
        cell: ({ row: { original }, getValue }) => {
          const key = eventKey(getValue());
          return (
            <Link href={eventHref(webhookId, original.id)}>{key ? events(`${key}.label`) : getValue()}</Link>
          );
        },
      }),
      column.accessor("state", {
        header: t("state"),
        cell: ({ row: { original } }) => <EventState state={original.state} attempts={original.attempts} />,
      }),
      column.accessor("reportId", {
        header: t("about"),
        cell: ({ getValue }) => {
          const id = getValue();
          return (
            id !== null && (
              <Link href={`/admin/reports/${id}` as Route}>{t("report", { id: String(id) })}</Link>
            )
          );
        },
      }),
      column.accessor("attempts", { header: t("attempts"), meta: { numeric: true } }),
      column.accessor("createdAt", {
        header: t("happened"),
        cell: ({ getValue }) => <RelativeTime at={new Date(getValue())} />,
      }),
      column.accessor("lastError", {
        header: t("reason"),
        cell: ({ getValue }) => <span className="line-clamp-2 text-small">{getValue()}</span>,
      }),
    ],
    [t, events, webhookId],
  );
}
