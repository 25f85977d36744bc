import { queryOptions } from "@tanstack/react-query";
import { readJson } from "@/components/admin/list-query";
import type { Affected } from "@/lib/bodies/contact-fault";

/** Which categories a new routing would send another way; asked before it is saved. */
export const affectedQuery = (bodyId: number, connection: string, devolve: boolean) =>
  queryOptions({
    queryKey: ["admin", "bodies", bodyId, "affected", connection, devolve],
    queryFn: ({ signal }) =>
      readJson<Affected[]>(
        `/api/admin/bodies/${bodyId}/affected?${new URLSearchParams({ connection, devolve: String(devolve) })}`,
        signal,
      ),
  });
