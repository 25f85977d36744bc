import { queryOptions } from "@tanstack/react-query";
import { readJson } from "@/components/admin/list-query";
import type { ShownUpdateDelivery } from "@/lib/delivery/updates/get-update-delivery";

/** One update on its way; read anew often while it is under way, so that its outcome appears by itself. */
export const updateQuery = (initial: ShownUpdateDelivery) =>
  queryOptions({
    queryKey: ["admin", "update", initial.id],
    queryFn: ({ signal }) => readJson<ShownUpdateDelivery>(`/api/admin/updates/${initial.id}`, signal),
    initialData: initial,
    refetchInterval: ({ state: { data } }) => (data && isUnderWay(data) ? 2_000 : 30_000),
  });

/** It is being sent, is about to be, or waits for something that may be over any moment. */
export const isUnderWay = ({ state, dueAt }: Pick<ShownUpdateDelivery, "state" | "dueAt">): boolean =>
  state === "sending" || (state === "due" && new Date(dueAt).getTime() < Date.now() + 60_000);
