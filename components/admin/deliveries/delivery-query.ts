import { queryOptions } from "@tanstack/react-query";
import { readJson } from "@/components/admin/list-query";
import type { ShownDelivery } from "@/lib/delivery/get-delivery";

/** One delivery; read anew often while it is under way, so that its outcome appears by itself. */
export const deliveryQuery = (initial: ShownDelivery) =>
  queryOptions({
    queryKey: ["admin", "delivery", initial.id],
    queryFn: ({ signal }) => readJson<ShownDelivery>(`/api/admin/deliveries/${initial.id}`, signal),
    initialData: initial,
    refetchInterval: ({ state: { data } }) => (data && isMoving(data) ? 2_000 : 30_000),
  });

/** It is being sent, is about to be, or waits and may have been sent by itself just now. */
const isMoving = ({ state, dueAt }: ShownDelivery): boolean =>
  state === "sending" ||
  state === "held" ||
  (state === "due" && new Date(dueAt).getTime() < Date.now() + 60_000);
