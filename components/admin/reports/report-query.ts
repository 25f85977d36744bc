import { queryOptions } from "@tanstack/react-query";
import { readJson, type Wired } from "@/components/admin/list-query";
import type { StaffReport } from "@/lib/reports/staff-report";

export type ShownReport = Wired<StaffReport>;

/** One report; read anew often while something of it is under way, so that what becomes of it appears by itself. */
export const reportQuery = (initial: ShownReport) =>
  queryOptions({
    queryKey: ["admin", "report", initial.id],
    queryFn: ({ signal }) => readJson<ShownReport>(`/api/admin/reports/${initial.id}`, signal),
    initialData: initial,
    refetchInterval: ({ state: { data } }) => (data && isUnderWay(data) ? 3_000 : 30_000),
  });

const isUnderWay = ({ deliveries, updates }: ShownReport): boolean =>
  deliveries.some(isMoving) || updates.some(({ ways }) => ways.some(isMoving));

const isMoving = ({ state, dueAt }: Pick<ShownReport["deliveries"][number], "state" | "dueAt">): boolean =>
  state === "sending" || (state === "due" && new Date(dueAt).getTime() < Date.now() + 60_000);
