import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { readJson } from "@/components/admin/list-query";
import type { Hits } from "@/lib/statistics/find-things";

/** What the dashboard knows by these letters. */
export const searchQuery = (text: string) =>
  queryOptions({
    queryKey: ["admin", "search", text.trim()],
    queryFn: ({ signal }) =>
      readJson<Hits[]>(`/api/admin/search?q=${encodeURIComponent(text.trim())}`, signal),
    enabled: text.trim().length > 1,
    placeholderData: keepPreviousData,
  });
