import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import { filterParams, type ReportFilter } from "@/lib/reports/filter";
import type { AroundPage } from "@/lib/reports/list-around";

export type ListSource = { bounds: string | null; bodyId: number | null; filter: ReportFilter };

/** A list's parameters in a fixed order: equal lists share an answer, here and in every cache on the way. */
export function listSearch({ bounds, bodyId, filter }: ListSource): string {
  const params = filterParams(filter);
  if (bounds !== null) params.set("bounds", bounds);
  if (bodyId !== null) params.set("body", String(bodyId));
  return params.toString();
}

/** The list page by page. While another one is on its way, the one before stays. `first` is the page that came with the HTML. */
export function listQuery(source: ListSource, first: { search: string; page: AroundPage }) {
  const search = listSearch(source);
  return infiniteQueryOptions({
    queryKey: ["reports", search],
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam, signal }): Promise<AroundPage> => {
      const params = new URLSearchParams(search);
      if (pageParam) params.set("cursor", pageParam);
      const response = await fetch(`/api/reports?${params}`, { signal });
      if (!response.ok) throw new Error(`reports: ${response.status}`);
      return (await response.json()) as AroundPage;
    },
    getNextPageParam: (last: AroundPage) => last.nextCursor,
    placeholderData: keepPreviousData,
    ...(search === first.search && { initialData: { pages: [first.page], pageParams: [null] } }),
  });
}
