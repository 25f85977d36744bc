"use client";

import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ReplayAction } from "@/components/admin/dead-letters/came";
import { DismissDialog } from "@/components/admin/dead-letters/dismiss-dialog";
import { useLetterColumns } from "@/components/admin/dead-letters/letter-columns";
import { useLetterFilters } from "@/components/admin/dead-letters/letter-filters";
import { ReplayDialog } from "@/components/admin/dead-letters/replay-dialog";
import { FilterBar } from "@/components/admin/filter-bar";
import { listQuery, type Wired } from "@/components/admin/list-query";
import { Pager } from "@/components/admin/pager";
import { DataTable } from "@/components/admin/table/data-table";
import { ListProblem } from "@/components/admin/table/list-problem";
import type { FormActionOf } from "@/components/admin/use-form";
import { useUrlState } from "@/components/admin/use-url-state";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { FilterChoices } from "@/lib/bodies/filter-choices";
import type { Page } from "@/lib/page";
import type { ListedLetter } from "@/lib/sync/dead-letters/list-dead-letters";

type Props = {
  initial: { search: string; page: Wired<Page<ListedLetter>> };
  connections: FilterChoices["connections"];
  /** Whether the actor sees more than one body's. */
  several: boolean;
  mayAct: boolean;
  replay: ReplayAction;
  dismiss: FormActionOf;
};

type Asked = { act: "replay" | "dismiss"; ids: string[]; clear: () => void };

/** What back ends told and what could not be taken in, to be tried again or dismissed, one or several at once. */
export function LetterList({ initial, connections, several, mayAct, replay, dismiss }: Props) {
  const t = useTranslations("adminDeadLetters");
  const { search, params } = useUrlState();
  const { data, error, refetch } = useQuery({
    ...listQuery<ListedLetter>("dead-letters", search, initial),
    refetchInterval: 30_000,
  });
  const resolved = params.get("state") === "resolved";
  const columns = useLetterColumns(several, resolved);
  const filters = useLetterFilters(connections, several, params.get("poll"));
  const [asked, setAsked] = useState<Asked | null>(null);
  const narrowed = filters.some(({ key }) => key !== "state" && params.has(key));
  const empty = narrowed ? "emptyFiltered" : resolved ? "emptyResolved" : "empty";

  return (
    <>
      <FilterBar filters={filters} />
      <ListProblem error={error} retry={() => void refetch()} />
      <DataTable
        name="dead-letters"
        label={t("title")}
        columns={columns}
        rows={data?.items}
        rowId={({ id }) => String(id)}
        rowHref={({ id }) => `/admin/dead-letters/${id}` as Route}
        empty={<EmptyState title={t(empty)}>{t(`${empty}Body`)}</EmptyState>}
        {...(mayAct &&
          !resolved && {
            bulk: ({ ids, clear }) => (
              <>
                <Button className="min-h-11 px-3" onClick={() => setAsked({ act: "replay", ids, clear })}>
                  {t("replay.label")}
                </Button>
                <Button className="min-h-11 px-3" onClick={() => setAsked({ act: "dismiss", ids, clear })}>
                  {t("dismiss.label")}
                </Button>
              </>
            ),
          })}
      />
      <Pager next={data?.next} />
      {asked?.act === "replay" && (
        <ReplayDialog ids={asked.ids} replay={replay} done={asked.clear} closed={() => setAsked(null)} />
      )}
      {asked?.act === "dismiss" && (
        <DismissDialog ids={asked.ids} dismiss={dismiss} done={asked.clear} closed={() => setAsked(null)} />
      )}
    </>
  );
}
