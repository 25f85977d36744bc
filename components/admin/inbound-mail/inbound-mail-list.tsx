"use client";

import { useQuery } from "@tanstack/react-query";
import { createColumnHelper } from "@tanstack/react-table";
import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { FilterBar } from "@/components/admin/filter-bar";
import { MailKind } from "@/components/admin/inbound-mail/mail-kind";
import { listQuery, type Wired } from "@/components/admin/list-query";
import { Pager } from "@/components/admin/pager";
import { DataTable } from "@/components/admin/table/data-table";
import { ListProblem } from "@/components/admin/table/list-problem";
import { useUrlState } from "@/components/admin/use-url-state";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ListedMail } from "@/lib/delivery/inbound-mail/list";
import type { Page } from "@/lib/page";
import { InboundMailKind } from "@/prisma/generated/enums";

type Mail = Wired<ListedMail>;
const column = createColumnHelper<Mail>();

/** Mail that came in for our own addresses, and what was done with each. */
export function InboundMailList({ initial }: { initial: { search: string; page: Wired<Page<ListedMail>> } }) {
  const t = useTranslations("adminInboundMail");
  const { search } = useUrlState();
  const { data, error, refetch } = useQuery(listQuery<ListedMail>("inbound-mail", search, initial));
  const columns = useMemo(
    () => [
      column.accessor("receivedAt", {
        header: t("when"),
        cell: ({ getValue }) => (
          <span className="whitespace-nowrap">
            <RelativeTime at={new Date(getValue())} />
          </span>
        ),
      }),
      column.accessor("kind", { header: t("what"), cell: ({ row }) => <What mail={row.original} /> }),
      column.display({ id: "about", header: t("about"), cell: ({ row }) => <About mail={row.original} /> }),
      column.accessor("address", {
        header: t("address"),
        cell: ({ getValue }) => (
          <span className="block min-w-[14ch] wrap-anywhere lg:min-w-[25ch]">
            {getValue() ?? <span className="text-ink-soft">{t("withheld")}</span>}
          </span>
        ),
      }),
      column.accessor("decision", {
        header: t("decision"),
        cell: ({ getValue }) => <span className="block min-w-[14ch]">{getValue()}</span>,
      }),
    ],
    [t],
  );
  return (
    <>
      <FilterBar
        filters={[
          {
            key: "kind",
            label: t("kind"),
            kind: "choice",
            options: Object.values(InboundMailKind).map((value) => ({ value, label: t(`kinds.${value}`) })),
          },
        ]}
      />
      <ListProblem error={error} retry={() => void refetch()} />
      <DataTable
        name="inbound-mail"
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

/** What came: which kind of mail, and its subject or what the mail system said. */
function What({ mail }: { mail: Mail }) {
  return (
    <span className="block max-w-[56ch] min-w-[24ch]">
      <MailKind mail={mail} />
      {mail.reason && <span className="block text-small wrap-anywhere">{mail.reason}</span>}
    </span>
  );
}

/** What the mail was about, with the way there. */
function About({ mail }: { mail: Mail }) {
  const t = useTranslations("adminInboundMail");
  const { reportId, deliveryId, body, forAlert } = mail;
  if (reportId === null) return <span className="text-ink-soft">{t(forAlert ? "alert" : "noReply")}</span>;
  return (
    <>
      <Link href={`/admin/reports/${reportId}` as Route} className="whitespace-nowrap">
        {t("report", { id: String(reportId) })}
      </Link>
      {deliveryId !== null && body && (
        <span className="block text-small">
          <Link href={`/admin/deliveries/${deliveryId}` as Route}>{body}</Link>
        </span>
      )}
    </>
  );
}
