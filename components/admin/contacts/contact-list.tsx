"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ContactBulk } from "@/components/admin/contacts/contact-bulk";
import { contactHref, useContactColumns } from "@/components/admin/contacts/contact-columns";
import { FilterBar } from "@/components/admin/filter-bar";
import { listQuery } from "@/components/admin/list-query";
import { Pager } from "@/components/admin/pager";
import { DataTable } from "@/components/admin/table/data-table";
import { ListProblem } from "@/components/admin/table/list-problem";
import type { FormActionOf } from "@/components/admin/use-form";
import { useUrlState } from "@/components/admin/use-url-state";
import { EmptyState } from "@/components/ui/empty-state";
import type { ListedContact } from "@/lib/bodies/list-contacts";
import type { Page } from "@/lib/page";
import { ContactState } from "@/prisma/generated/enums";

type Props = {
  initial: { search: string; page: Page<ListedContact> };
  /** To choose from; one alone is not asked for. */
  bodies: readonly { id: number; name: string }[];
  groups: readonly string[];
  change: FormActionOf;
};

/** The contacts with their filters, and what can be done with several of them. */
export function ContactList({ initial, bodies, groups, change }: Props) {
  const t = useTranslations("adminContacts");
  const { search } = useUrlState();
  const { data, error, refetch } = useQuery(listQuery<ListedContact>("contacts", search, initial));
  const columns = useContactColumns(bodies.length > 1);
  const choice = (
    key: string,
    label: string,
    options: readonly (readonly [value: string, label: string])[],
  ) => ({
    key,
    label,
    kind: "choice" as const,
    options: options.map(([value, text]) => ({ value, label: text })),
  });
  return (
    <>
      <FilterBar
        search={t("search")}
        filters={[
          ...(bodies.length > 1
            ? [
                choice(
                  "body",
                  t("filters.body"),
                  bodies.map(({ id, name }) => [String(id), name]),
                ),
              ]
            : []),
          choice(
            "state",
            t("filters.state"),
            Object.values(ContactState).map((state) => [state, t(`state.${state}`)]),
          ),
          choice(
            "group",
            t("filters.group"),
            groups.map((group) => [group, group]),
          ),
          choice("connection", t("filters.connection"), [
            ["body", t("filters.bodys")],
            ["own", t("filters.own")],
          ]),
          choice("problem", t("filters.problem"), [
            ["unconfirmed", t("filters.problems.unconfirmed")],
            ["bounced", t("filters.problems.bounced")],
            ["fault", t("filters.problems.fault")],
          ]),
        ]}
      />
      <ListProblem error={error} retry={() => void refetch()} />
      <DataTable
        name="contacts"
        label={t("title")}
        columns={columns}
        rows={data?.items}
        rowId={({ id }) => String(id)}
        rowHref={contactHref}
        empty={<EmptyState title={t("empty")}>{t("emptyBody")}</EmptyState>}
        bulk={({ ids, clear }) => <ContactBulk ids={ids} groups={groups} change={change} clear={clear} />}
      />
      <Pager next={data?.next} />
    </>
  );
}
