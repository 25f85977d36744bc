"use client";

import { createColumnHelper } from "@tanstack/react-table";
import type { Route } from "next";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useMemo } from "react";
import { useDuration } from "@/components/admin/connections/duration";
import type { Wired } from "@/components/admin/list-query";
import { PollStateBadge } from "@/components/admin/polls/poll-state";
import { PollWindow } from "@/components/admin/polls/poll-window";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ListedPoll } from "@/lib/sync/pull/list-polls";

export type Poll = Wired<ListedPoll>;
const column = createColumnHelper<Poll>();

export const pollHref = ({ id, connection }: Pick<Poll, "id" | "connection">): Route =>
  `/admin/connections/${connection.id}/polls/${id}` as Route;

export const skippedIn = ({ counts }: Pick<Poll, "counts">): number =>
  Object.values(counts.skipped).reduce((sum, count) => sum + count, 0);

export function usePollColumns() {
  const t = useTranslations("adminPolls");
  const format = useFormatter();
  const duration = useDuration();
  return useMemo(() => {
    const figure = (id: "created" | "known" | "skipped" | "dead", of: (poll: Poll) => number) =>
      column.accessor(of, {
        id,
        header: t(`list.${id}`),
        meta: { numeric: true },
        cell: ({ getValue }) => {
          const count = getValue();
          if (count === 0) return <span className="text-ink-soft">0</span>;
          return (
            <span className={id === "dead" ? "font-semibold text-danger" : ""}>{format.number(count)}</span>
          );
        },
      });
    return [
      column.accessor("windowStart", {
        header: t("list.window"),
        cell: ({ row: { original } }) => (
          <Link href={pollHref(original)} className="whitespace-nowrap">
            <PollWindow start={original.windowStart} end={original.windowEnd} />
          </Link>
        ),
      }),
      column.accessor("state", {
        header: t("list.state"),
        cell: ({ row: { original } }) => (
          <>
            <PollStateBadge state={original.state} />
            {original.error && (
              <span className="mt-1 line-clamp-3 block max-w-[48ch] min-w-[20ch] text-small wrap-anywhere">
                {original.error}
              </span>
            )}
          </>
        ),
      }),
      figure("created", ({ counts }) => counts.created),
      figure("known", ({ counts }) => counts.known),
      figure("skipped", skippedIn),
      figure("dead", ({ counts }) => counts.dead),
      column.accessor("startedAt", {
        header: t("list.started"),
        cell: ({ getValue }) => (
          <span className="whitespace-nowrap">
            <RelativeTime at={new Date(getValue())} />
          </span>
        ),
      }),
      column.accessor("durationMs", {
        header: t("list.duration"),
        meta: { numeric: true, wideOnly: true },
        cell: ({ getValue }) => {
          const ms = getValue();
          return ms === null ? "" : duration(ms);
        },
      }),
      column.accessor("kind", {
        header: t("list.kind"),
        meta: { wideOnly: true },
        cell: ({ getValue }) => t(`kinds.${getValue()}`),
      }),
      column.accessor("trigger", {
        header: t("list.trigger"),
        meta: { wideOnly: true },
        cell: ({ getValue }) => t(`trigger.${getValue()}`),
      }),
    ];
  }, [t, format, duration]);
}
