import { createColumnHelper } from "@tanstack/react-table";
import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { Badge } from "@/components/admin/contacts/badge";
import { ContactState } from "@/components/admin/contacts/contact-state";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ListedContact } from "@/lib/bodies/list-contacts";

const column = createColumnHelper<ListedContact>();

export const contactHref = ({ id }: { id: number }): Route => `/admin/contacts/${id}` as Route;

/** The list's columns. @param severalBodies whether a line has to say whose contact it is */
export function useContactColumns(severalBodies: boolean) {
  const t = useTranslations("adminContacts");
  return useMemo(
    () => [
      column.accessor("category", {
        header: t("columns.category"),
        meta: { sort: "category" },
        cell: ({ row: { original } }) => (
          <Link href={contactHref(original)} className="inline-block min-w-28">
            {original.category}
          </Link>
        ),
      }),
      ...(severalBodies ? [column.accessor("body.name", { id: "body", header: t("columns.body") })] : []),
      column.accessor("state", {
        header: t("columns.state"),
        cell: ({ getValue }) => <ContactState state={getValue()} />,
      }),
      column.accessor("recentReports", { header: t("columns.recentReports"), meta: { numeric: true } }),
      column.accessor("questions", {
        header: t("columns.questions"),
        meta: { numeric: true },
        cell: ({ row: { original } }) => (
          <Link href={`${contactHref(original)}/questions` as Route}>{original.questions}</Link>
        ),
      }),
      column.accessor("destination", {
        header: t("columns.destination"),
        cell: ({ getValue }) => (
          <span className="block max-w-44 truncate" title={getValue()}>
            {getValue()}
          </span>
        ),
      }),
      column.accessor("method", {
        header: t("columns.method"),
        cell: ({ row: { original } }) => (
          <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
            {t(`method.${original.method}`)}
            {original.devolved && <Badge>{t("marks.own")}</Badge>}
          </span>
        ),
      }),
      column.display({
        id: "marks",
        header: t("columns.marks"),
        cell: ({ row: { original } }) => <Marks contact={original} />,
      }),
      column.accessor("groups", {
        header: t("columns.groups"),
        meta: { wideOnly: true },
        cell: ({ getValue }) => getValue().join(", "),
      }),
      column.accessor("connection", {
        header: t("columns.connection"),
        meta: { wideOnly: true },
        cell: ({ getValue }) => <span className="whitespace-nowrap">{getValue()}</span>,
      }),
      column.accessor("changedAt", {
        header: t("columns.changed"),
        meta: { sort: "changed", wideOnly: true },
        cell: ({ getValue }) => (
          <span className="whitespace-nowrap">
            <RelativeTime at={new Date(getValue())} />
          </span>
        ),
      }),
    ],
    [t, severalBodies],
  );
}

function Marks({ contact }: { contact: ListedContact }) {
  const t = useTranslations("adminContacts.marks");
  return (
    <span className="flex flex-wrap gap-1">
      {contact.fault && (
        <Badge look="bad" title={contact.fault}>
          {t("fault")}
        </Badge>
      )}
      {contact.bouncedAt && (
        <Badge look="bad" {...(contact.bounceReason && { title: contact.bounceReason })}>
          {t("bounced")}
        </Badge>
      )}
      {contact.private && <Badge>{t("private")}</Badge>}
      {contact.protected && <Badge>{t("protected")}</Badge>}
    </span>
  );
}
