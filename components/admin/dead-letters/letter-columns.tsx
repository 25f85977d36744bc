"use client";

import { createColumnHelper } from "@tanstack/react-table";
import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { LetterStateBadge, letterStateOf } from "@/components/admin/dead-letters/letter-state";
import type { Wired } from "@/components/admin/list-query";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ListedLetter } from "@/lib/sync/dead-letters/list-dead-letters";

export type Letter = Wired<ListedLetter>;
const column = createColumnHelper<Letter>();

/** @param several whether the list is about more than one body; @param resolved whether it is of what has been dealt with */
export function useLetterColumns(several: boolean, resolved: boolean) {
  const t = useTranslations("adminDeadLetters");
  return useMemo(() => {
    const time = (at: string) => (
      <span className="whitespace-nowrap">
        <RelativeTime at={new Date(at)} />
      </span>
    );
    return [
      column.accessor("externalId", { header: t("item"), cell: ({ row }) => <Item letter={row.original} /> }),
      column.accessor("reason", {
        header: t("reason"),
        cell: ({ getValue }) => (
          <span className="line-clamp-3 block max-w-[56ch] min-w-[24ch] wrap-anywhere">{getValue()}</span>
        ),
      }),
      column.accessor("connection.slug", {
        id: "connection",
        header: t("connection"),
        cell: ({ row: { original } }) => (
          <>
            <Link href={`/admin/connections/${original.connection.id}` as Route}>
              {original.connection.slug}
            </Link>
            {several && <span className="block text-small">{original.connection.body.name}</span>}
          </>
        ),
      }),
      column.accessor("attempts", {
        header: t("attempts"),
        cell: ({ getValue }) => (
          <span className="whitespace-nowrap">{t("times", { count: getValue() })}</span>
        ),
      }),
      column.accessor("createdAt", { header: t("since"), cell: ({ getValue }) => time(getValue()) }),
      column.accessor("lastSeenAt", { header: t("last"), cell: ({ getValue }) => time(getValue()) }),
      ...(resolved
        ? [
            column.accessor("resolution", {
              header: t("state"),
              cell: ({ row: { original } }) => (
                <>
                  <LetterStateBadge state={letterStateOf(original)} />
                  {original.resolvedAt && (
                    <span className="block text-small">{time(original.resolvedAt)}</span>
                  )}
                </>
              ),
            }),
          ]
        : []),
    ];
  }, [t, several, resolved]);
}

/** The item's own number, with the way to it, and what kind of thing it is. */
function Item({ letter: { id, externalId, kind } }: { letter: Letter }) {
  const t = useTranslations("adminDeadLetters");
  return (
    <span className="block min-w-[14ch]">
      <Link href={`/admin/dead-letters/${id}` as Route} className="wrap-anywhere">
        {externalId || t("tab", { id: String(id) })}
      </Link>
      <span className="block text-small font-normal text-ink-soft">{t(`kinds.${kind}`)}</span>
    </span>
  );
}
