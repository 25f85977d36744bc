"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { fill } from "@/components/map/fill";
import { type ListSource, listQuery } from "@/components/report/list-query";
import { LitCard } from "@/components/report/lit-card";
import type { CardWords } from "@/components/report/report-card";
import { Button, buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { Messages } from "@/lib/messages";
import { isNarrow } from "@/lib/reports/filter";
import type { AroundPage } from "@/lib/reports/list-around";

type Props = {
  source: ListSource;
  /** The page that came with the HTML, and what it is a page of. */
  first: { search: string; page: AroundPage };
  words: Messages["around"]["list"];
  cardWords: CardWords;
  title: string;
  /** The address of the page after this one, and of the first, for those without scripts. */
  links: { next: string | null; begin: string | null };
};

/** The list beside the map: server HTML at first, then it follows the map and the filter. */
export function ReportList({ source, first, words, cardWords, title, links }: Props) {
  const { data, isPlaceholderData, isError, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } =
    useInfiniteQuery(listQuery(source, first));
  const pages = data?.pages ?? [first.page];
  const reports = pages.flatMap((page) => page.reports);
  const nearest = pages[0]?.nearest ?? false;
  const none = nearest || reports.length === 0;
  const more = data ? hasNextPage : first.page.nextCursor !== null;
  return (
    <section aria-labelledby="list-title" className="mt-6">
      <h2 id="list-title" className="text-large">
        {title}
      </h2>
      <p role="status" className="mb-3 text-small text-ink-soft">
        {isPlaceholderData
          ? words.loading
          : none
            ? ""
            : fill(more ? words.countMore : words.count, { count: reports.length })}
      </p>
      {isError && (
        <p className="mb-3 flex flex-wrap items-center gap-3 text-small">
          {words.failed}
          <Button onClick={() => refetch()}>{words.retry}</Button>
        </p>
      )}
      {none && (
        <EmptyState title={isNarrow(source.filter) ? words.emptyFiltered : words.empty}>
          {!isNarrow(source.filter) && <p>{words.emptyText}</p>}
        </EmptyState>
      )}
      {nearest && <h3 className="mt-6 mb-3">{words.nearest}</h3>}
      <ul className="flex flex-col gap-2" aria-busy={isPlaceholderData}>
        {reports.map((report) => (
          <LitCard key={report.id} report={report} words={cardWords} />
        ))}
      </ul>
      <div className="mt-4 flex flex-wrap gap-3">
        {more && (
          <Button
            className="noscript:hidden"
            wide
            aria-busy={isFetchingNextPage}
            onClick={() => fetchNextPage()}
          >
            {isFetchingNextPage ? words.loading : words.more}
          </Button>
        )}
        <noscript>
          {links.next && (
            <a href={links.next} className={buttonClass()}>
              {words.next}
            </a>
          )}
          {links.begin && (
            <a href={links.begin} className={buttonClass("quiet")}>
              {words.first}
            </a>
          )}
        </noscript>
      </div>
    </section>
  );
}
