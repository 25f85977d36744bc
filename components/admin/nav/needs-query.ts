import { queryOptions } from "@tanstack/react-query";
import { readJson } from "@/components/admin/list-query";
import type { Needs } from "@/lib/statistics/needs-person";

const everyMs = 60_000;

/** What waits for a person, asked again each minute while the page is open. */
export const needsQuery = (initial: Needs) =>
  queryOptions({
    queryKey: ["admin", "needs"],
    queryFn: ({ signal }) => readJson<Needs>("/api/admin/needs", signal),
    initialData: initial,
    refetchInterval: everyMs,
  });
